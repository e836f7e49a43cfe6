import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { identifyProcess, isSameProcessAlive } from "~/lib/process-identity.server";
import type { ProcessIdentity } from "~/lib/process-identity.server";
import { compileTypeScript } from "../../scripts/load-typescript.mjs";
import { openCluster } from "./embedded-postgres-cluster.server";
import { startPostmaster } from "./embedded-postgres-postmaster.server";
import { startEmbeddedPostgres } from "./embedded-postgres.server";
import type { EmbeddedPostgres } from "./embedded-postgres.server";

const run = promisify(execFile);

let folder: string;
let dataDir: string;
let started: EmbeddedPostgres[] = [];

/** What a first start makes, to be copied: making it takes most of a start's time. */
let madeOnce: string;

beforeAll(async () => {
  madeOnce = await mkdtemp(path.join(tmpdir(), "deskside-made-"));
  const postgres = await startEmbeddedPostgres({ dataDir: madeOnce, log: () => undefined });
  await postgres.stop();
});

afterAll(() => rm(madeOnce, { recursive: true }));

beforeEach(async () => {
  // As root, PostgreSQL's user can't enter it: what a clone in a private folder is like.
  folder = await mkdtemp(path.join(tmpdir(), "deskside postgres "));
  await chmod(folder, 0o700);
  dataDir = path.join(folder, "data dir");
  await run("cp", ["-a", madeOnce, dataDir]);
});

afterEach(async () => {
  await Promise.all(started.map((postgres) => postgres.stop()));
  started = [];
  await rm(folder, { recursive: true, force: true });
});

/** For what a very first start does. */
async function forgetData(): Promise<void> {
  await rm(dataDir, { recursive: true });
}

async function start(signal?: AbortSignal): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({
    ...{ dataDir, log: () => undefined },
    ...(signal && { signal }),
  });
  started.push(postgres);
  return postgres;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

async function postmasterPid(): Promise<number> {
  const text = await readFile(path.join(dataDir, "postgres", "postmaster.pid"), "utf8");
  return Number(text.split("\n")[0]);
}

test("what was written is there after a stop and a start, in a closed folder with spaces", async () => {
  await forgetData();
  const first = await start();
  await query(first.url, "CREATE TABLE kept AS SELECT 'yes' AS answer");
  await first.stop();
  const second = await start();
  expect(await query(second.url, "SELECT * FROM kept")).toEqual([{ answer: "yes" }]);
});

test("stopping leaves no process, and may be asked for twice", async () => {
  const postgres = await start();
  const pid = await postmasterPid();
  await Promise.all([postgres.stop(), postgres.stop()]);
  expect(await identifyProcess(pid)).toBeUndefined();
});

test("an open connection doesn't keep it from stopping", async () => {
  const postgres = await start();
  const client = new pg.Client({ connectionString: postgres.url });
  const cut: Error[] = [];
  client.on("error", (error) => cut.push(error));
  await client.connect();
  await postgres.stop();
  expect(cut).not.toEqual([]);
});

test("PostgreSQL never runs as root, and its data and password are for its user alone", async () => {
  await forgetData();
  const postgres = await start();
  const data = await stat(path.join(dataDir, "postgres"));
  const password = await stat(path.join(dataDir, "postgres.password"));
  const own = process.getuid?.();
  expect(data.uid === own).toBe(own !== 0);
  expect([data.mode & 0o777, password.mode & 0o777]).toEqual([0o700, 0o600]);
  const open = Object.assign(new URL(postgres.url), { password: "guess" }).href;
  await expect(query(open, "SELECT 1")).rejects.toThrow(/password authentication failed/);
});

test("it is durable, and listens on this machine alone", async () => {
  const postgres = await start();
  const settings = `SELECT current_setting('fsync') AS fsync,
    current_setting('listen_addresses') AS addresses,
    current_setting('unix_socket_directories') AS sockets`;
  expect(await query(postgres.url, settings)).toEqual([
    { fsync: "on", addresses: "127.0.0.1", sockets: "" },
  ]);
});

test("a second Deskside on the same data is refused, and told who has it", async () => {
  const first = await start();
  const message = new RegExp(`Another Deskside \\(process ${String(process.pid)}\\).*DATA_DIR`);
  await expect(start()).rejects.toThrow(message);
  expect(await query(first.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("a lock whose pid is another program's by now doesn't refuse us", async () => {
  const lock = JSON.stringify({ pid: process.ppid, started: "long ago" });
  await writeFile(path.join(dataDir, "deskside.lock"), lock);
  await expect(start()).resolves.toHaveProperty("url");
  expect(await readdir(dataDir)).not.toContainEqual(expect.stringContaining("stale"));
});

test("a broken lock file doesn't refuse us", async () => {
  await writeFile(path.join(dataDir, "deskside.lock"), '{"pid": 1');
  await expect(start()).resolves.toHaveProperty("url");
});

test("PostgreSQL's pid file naming another program doesn't refuse us", async () => {
  await (await start()).stop();
  const lines = [process.ppid, path.join(dataDir, "postgres"), 1, 1, "", "127.0.0.1", "", "ready"];
  await writeFile(path.join(dataDir, "postgres", "postmaster.pid"), `${lines.join("\n")}\n`);
  await expect(start()).resolves.toHaveProperty("url");
});

test("a first start that was killed while it made the data is made anew", async () => {
  await forgetData();
  await mkdir(path.join(dataDir, "postgres.new", "base"), { recursive: true });
  await writeFile(path.join(dataDir, "postgres.password.new"), "half");
  await expect(start()).resolves.toHaveProperty("url");
});

test("data of another PostgreSQL version is left alone, and the message says what to do", async () => {
  await forgetData();
  await mkdir(path.join(dataDir, "postgres"), { recursive: true });
  await writeFile(path.join(dataDir, "postgres", "PG_VERSION"), "16\n");
  await expect(start()).rejects.toThrow(/PostgreSQL 16, and Deskside brings 17.*pg_dump/);
});

test("after a kill -9 of Deskside the next one goes on with what was committed", async () => {
  const killed = await startInOwnProcess();
  await query(killed.url, "CREATE TABLE kept AS SELECT 'yes' AS answer");
  await killed.kill();
  const next = await start();
  expect(await query(next.url, "SELECT * FROM kept")).toEqual([{ answer: "yes" }]);
});

test("a PostgreSQL that outlived its Deskside is stopped in peace, and the data kept", async () => {
  await (await start()).stop();
  const orphan = await startOrphan();
  const log: string[] = [];
  const next = await startEmbeddedPostgres({ dataDir, log: (line) => log.push(line) });
  started.push(next);
  expect(await isSameProcessAlive(orphan)).toBe(false);
  expect(await query(next.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  expect(log.join("\n")).not.toMatch(/not properly shut down|recovery/);
});

test("PostgreSQL killed while it runs is told, and a start after it recovers", async () => {
  const postgres = await start();
  await query(postgres.url, "CREATE TABLE kept AS SELECT 'yes' AS answer");
  process.kill(await postmasterPid(), "SIGKILL");
  expect((await postgres.died).message).toMatch(/PostgreSQL ended by itself/);
  await postgres.stop();
  const next = await start();
  expect(await query(next.url, "SELECT * FROM kept")).toEqual([{ answer: "yes" }]);
});

test("a start that is called off leaves nothing running and the folder free", async () => {
  await forgetData();
  const controller = new AbortController();
  const given = start(controller.signal);
  controller.abort(new Error("called off"));
  await expect(given).rejects.toThrow("called off");
  await expect(start()).resolves.toHaveProperty("url");
});

/** Another Deskside, as far as the data folder is concerned. */
async function startInOwnProcess(): Promise<{ url: string; kill: () => Promise<void> }> {
  const module = await compileTypeScript("app/adapters/embedded-postgres.server.ts");
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(module)};
    const { url } = await startEmbeddedPostgres({ dataDir: process.argv[1], log: () => {} });
    console.log(url);
    setInterval(() => {}, 1000);`;
  const args = ["--input-type=module", "-e", script, dataDir];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  for await (const url of createInterface({ input: child.stdout })) {
    const kill = async () => {
      child.kill("SIGKILL");
      await once(child, "exit");
    };
    return { url, kill };
  }
  throw new Error("The other process ended");
}

/** What stays of a killed Deskside where the kernel can't be asked to end it too. */
async function startOrphan(): Promise<ProcessIdentity> {
  const cluster = await openCluster(dataDir);
  const words = cluster.account.prefix.filter((word) => word !== "--pdeathsig" && word !== "INT");
  const account = { ...cluster.account, prefix: words.length > 1 ? words : [] };
  const options = { log: () => undefined, settings: {}, signal: undefined };
  const { child } = await startPostmaster({ ...cluster, account }, options);
  const identity = await identifyProcess(child.pid ?? 0);
  if (identity === undefined) throw new Error("The orphan did not start");
  return identity;
}
