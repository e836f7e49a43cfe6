import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { nginx as program } from "../../scripts/debian.mjs";

/** What compose.yaml's nginx runs. */
export const deployedConfiguration = "docs/deploy/nginx.conf";

const startLimitMs = 10_000;

export type TestNginx = {
  /** http://127.0.0.1:<port> */
  readonly url: string;
  /** What it passed on, in order: "<port of the process> <method> <path>"; its tries too. */
  passed(): Promise<string[]>;
  /** Ends it, and its files go. */
  stop(): Promise<void>;
};

/** Debian's nginx with the deployed configuration, of which only the addresses are other ones. */
export async function startNginx(port: number, apps: readonly [string, string]) {
  const folder = await mkdtemp(path.join(tmpdir(), "deskside-nginx-"));
  const site = readdress(await readFile(deployedConfiguration, "utf8"), [
    ["server app1:3000;", `server ${new URL(apps[0]).host};`],
    ["server app2:3000;", `server ${new URL(apps[1]).host};`],
    ["listen 80;", `listen 127.0.0.1:${String(port)};`],
  ]);
  await writeFile(path.join(folder, "site.conf"), site);
  await writeFile(path.join(folder, "nginx.conf"), surroundings(folder));
  const child = spawn(program().file, ["-p", folder, "-c", path.join(folder, "nginx.conf")], {
    stdio: "ignore",
  });
  const url = `http://127.0.0.1:${String(port)}`;
  await untilUp(url, child, path.join(folder, "error.log"));
  return {
    url,
    async passed() {
      const log = await readFile(path.join(folder, "access.log"), "utf8");
      return log.split("\n").flatMap(readPassed);
    },
    async stop() {
      await end(child);
      await rm(folder, { recursive: true, force: true });
    },
  } satisfies TestNginx;
}

function readdress(text: string, changes: readonly [string, string][]): string {
  return changes.reduce((before, [from, to]) => {
    if (before.split(from).length !== 2) throw new Error(`${from} isn't there once`);
    return before.replace(from, to);
  }, text);
}

/** As the nginx image has it around conf.d, in a folder of its own. */
function surroundings(folder: string): string {
  const kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  return `
    ${process.getuid?.() === 0 ? "user root;" : ""}
    worker_processes 2;
    daemon off;
    pid ${folder}/nginx.pid;
    error_log ${folder}/error.log;
    events { worker_connections 1024; }
    http {
      include /etc/nginx/mime.types;
      default_type application/octet-stream;
      sendfile on;
      keepalive_timeout 65;
      log_format passed '$upstream_addr|$request_method $uri';
      access_log ${folder}/access.log passed;
      ${kinds.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join("\n      ")}
      include ${folder}/site.conf;
    }`;
}

function readPassed(line: string): string[] {
  const [addresses = "", request = ""] = line.split("|");
  return [...addresses.matchAll(/127\.0\.0\.1:(\d+)/g)].map(
    ([, port = ""]) => `${port} ${request}`,
  );
}

async function untilUp(url: string, child: ChildProcess, errorLog: string): Promise<void> {
  const deadline = Date.now() + startLimitMs;
  for (;;) {
    const up = await fetch(`${url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) return;
    if (child.exitCode !== null || Date.now() > deadline) {
      await end(child);
      throw new Error(`nginx is not up: ${await readFile(errorLog, "utf8").catch(() => "")}`);
    }
    await pause(20);
  }
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}
