import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { nginx as program } from "../../scripts/debian.mjs";
import { makeFolder, startDaemon } from "./daemon";
import { readdress } from "./readdress";

/** What compose.yaml's nginx runs. */
export const deployedConfiguration = "docs/deploy/nginx.conf";

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
  const site = readdress(await readFile(deployedConfiguration, "utf8"), [
    ["server app1:3000;", `server ${new URL(apps[0]).host};`],
    ["server app2:3000;", `server ${new URL(apps[1]).host};`],
    ["listen 80;", `listen 127.0.0.1:${String(port)};`],
  ]);
  return await runNginx(port, site);
}

/** With what stands in conf.d. */
export async function runNginx(port: number, site: string): Promise<TestNginx> {
  const folder = await makeFolder("nginx");
  const file = path.join(folder, "nginx.conf");
  await writeFile(path.join(folder, "site.conf"), site);
  await writeFile(file, surroundings(folder));
  const { stop } = await startDaemon(folder, port, [program().file, "-p", folder, "-c", file]);
  return {
    url: `http://127.0.0.1:${String(port)}`,
    async passed() {
      const log = await readFile(path.join(folder, "access.log"), "utf8");
      return log.split("\n").flatMap(readPassed);
    },
    stop,
  };
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
