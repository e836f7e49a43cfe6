import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { identifyProcess } from "~/lib/process-identity.server";
import { baseEnv, startServer } from "../support/server";
import type { TestServer } from "../support/server";
import { askTestRun } from "../support/test-run";

// Each starts a whole Deskside, database included; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

let folder: string;
let dataDir: string;
let running: TestServer[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "deskside start "));
  dataDir = path.join(folder, ".data");
});

afterEach(async () => {
  await Promise.all(running.map((server) => server.stop()));
  running = [];
  await rm(folder, { recursive: true, force: true });
});

async function start(env: Record<string, string> = {}): Promise<TestServer> {
  const server = await startServer({ entry: "scripts/start.mjs", dataDir, env });
  running.push(server);
  return server;
}

async function postmasterPid(): Promise<number> {
  const text = await readFile(path.join(dataDir, "postgres", "postmaster.pid"), "utf8");
  return Number(text.split("\n")[0]);
}

async function token(url: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: "trainee@example.com", password: "deskside-demo" }),
  });
  const body = (await response.json()) as { accessToken: string };
  return body.accessToken;
}

async function sessionsStatus(url: string, accessToken: string): Promise<number> {
  const headers = { authorization: `Bearer ${accessToken}` };
  return (await fetch(`${url}/api/v1/sessions`, { headers })).status;
}

test("one line names the address and the demo accounts", async () => {
  const { log, url } = await start();
  const line = log.find((text) => text.includes("Deskside is ready"));
  expect(line).toContain(url);
  expect(line).toContain("trainee@example.com");
  expect(line).toContain("deskside-demo");
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
});

test.each(["SIGTERM", "SIGINT"] as const)(
  "%s stops it with 0, its PostgreSQL too",
  async (signal) => {
    const server = await start();
    const postgres = await postmasterPid();
    expect(await server.kill(signal)).toBe(0);
    expect(await identifyProcess(postgres)).toBeUndefined();
  },
);

test.each(["SIGTERM", "SIGINT"] as const)(
  "%s while it starts ends it with 0, and nothing stays behind",
  async (signal) => {
    await askTestRun("/build");
    const env = { ...baseEnv(), DATA_DIR: dataDir, DATABASE_URL: "" };
    const child = spawn(process.execPath, ["scripts/start.mjs"], { env, stdio: "ignore" });
    const ended = once(child, "exit");
    // PostgreSQL's files are being made: that takes a second or more.
    const begun = () => existsSync(path.join(dataDir, "postgres.new"));
    await expect.poll(begun, { interval: 5, timeout: 30_000 }).toBe(true);
    child.kill(signal);
    expect(await ended).toEqual([0, null]);
    expect(existsSync(path.join(dataDir, "postgres", "postmaster.pid"))).toBe(false);
  },
);

test("after kill -9 it starts again, and who had a token is still known", async () => {
  const first = await start();
  const accessToken = await token(first.url);
  expect(await first.kill("SIGKILL")).toBe("SIGKILL");
  const second = await start();
  expect(await sessionsStatus(second.url, accessToken)).toBe(200);
});

test("a taken port is said at once, with a way out", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const port = typeof address === "object" ? String(address?.port) : "";
  await expect(start({ PORT: port })).rejects.toThrow(
    new RegExp(
      `ended \\(1\\)[^]*Port ${port} on 127.0.0.1 is already in use[^]*PORT=\\d+ npm start`,
    ),
  );
  other.close();
});

test("a port that is none is said", async () => {
  await expect(start({ PORT: "seven" })).rejects.toThrow(/ended \(1\)[^]*PORT is "seven"/);
});

test("a second one on the same data is refused by the first one's process number", async () => {
  const first = await start();
  await expect(start()).rejects.toThrow(`Another Deskside (process ${first.pid})`);
});

test("npm hands a SIGTERM on, and nothing stays behind", async () => {
  const npm = spawn("npm", ["start"], {
    env: { ...process.env, NODE_ENV: "", PORT: "0", DATA_DIR: dataDir, DATABASE_URL: "" } as never,
    stdio: ["ignore", "pipe", "ignore"],
  });
  for await (const line of createInterface({ input: npm.stdout })) {
    if (line.includes("Deskside is ready")) break;
  }
  const postgres = await postmasterPid();
  npm.kill("SIGTERM");
  expect(await once(npm, "exit")).toEqual([0, null]);
  expect(await identifyProcess(postgres)).toBeUndefined();
});
