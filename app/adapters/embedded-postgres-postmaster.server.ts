import type { ChildProcess } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { findFreePort } from "~/lib/free-port.server";
import { inTime } from "~/lib/in-time";
import { commandOf, identifyProcess, isSameProcessAlive } from "~/lib/process-identity.server";
import { exitOf, spawnAs } from "./embedded-postgres-account.server";
import type { Cluster } from "./embedded-postgres-cluster.server";

const START_LIMIT_MS = 60_000;
const ORPHAN_LIMIT_MS = 30_000;
/** Below the ten seconds within which a server has to be gone. */
const STOP_LIMIT_MS = 6_000;

export interface PostmasterOptions {
  readonly log: (line: string) => void;
  readonly settings: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | undefined;
}

export interface Postmaster {
  readonly port: number;
  readonly child: ChildProcess;
  /** Resolves when the process has gone, whoever wanted it. */
  readonly exited: Promise<unknown>;
}

/** Starts PostgreSQL on a free port of 127.0.0.1 and waits until it takes connections. */
export async function startPostmaster(
  cluster: Cluster,
  options: PostmasterOptions,
): Promise<Postmaster> {
  // Node 20 may collect `AbortSignal.any` together with its `AbortSignal.timeout`: neither fires then.
  const controller = new AbortController();
  const abort = () => {
    controller.abort(options.signal?.reason);
  };
  const timer = setTimeout(() => {
    controller.abort(new Error(`PostgreSQL did not start in ${String(START_LIMIT_MS)} ms`));
  }, START_LIMIT_MS);
  options.signal?.addEventListener("abort", abort);
  if (options.signal?.aborted) abort();
  try {
    return await keepTrying(cluster, options, controller.signal);
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener("abort", abort);
  }
}

async function keepTrying(
  cluster: Cluster,
  options: PostmasterOptions,
  signal: AbortSignal,
): Promise<Postmaster> {
  for (;;) {
    signal.throwIfAborted();
    const attempt = await tryStart(cluster, options, signal);
    if (typeof attempt !== "string") return attempt;
    if (!isPassing(attempt)) throw new Error(`PostgreSQL did not start: ${attempt.trim()}`);
    await delay(100, undefined, { signal });
  }
}

/** Another took our port first, or processes of a killed server are on their way out. */
function isPassing(output: string): boolean {
  return /could not bind|address already in use|shared memory block .* still in use/i.test(output);
}

async function tryStart(
  cluster: Cluster,
  options: PostmasterOptions,
  signal: AbortSignal,
): Promise<Postmaster | string> {
  const port = await findFreePort();
  const child = spawnAs(cluster.account, cluster.binaries.postgres, [
    ...["-D", cluster.folder],
    ...Object.entries(settingsFor(port, options.settings)).flatMap(([k, v]) => ["-c", `${k}=${v}`]),
  ]);
  const tail = logLines(child, options.log);
  const exited = exitOf(child).catch((error: unknown) => error);
  const postmaster = { port, child, exited };
  try {
    const ready = await Promise.race([
      untilReady(cluster.folder, child, signal),
      exited.then(() => false),
    ]);
    return ready ? postmaster : tail();
  } catch (error) {
    await stopPostmaster(postmaster);
    throw error;
  }
}

function settingsFor(
  port: number,
  extra: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return {
    ...{ listen_addresses: "127.0.0.1", port: String(port), unix_socket_directories: "" },
    ...{ timezone: "UTC", log_timezone: "UTC", max_connections: "100", fsync: "on" },
    ...extra,
  };
}

/** Fast shutdown; what does not end in time is cut off, and recovers from its log at next start. */
export async function stopPostmaster(postmaster: Postmaster): Promise<void> {
  const { child, exited } = postmaster;
  child.kill("SIGINT");
  if (await settlesWithin(exited, STOP_LIMIT_MS)) return;
  child.kill("SIGQUIT");
  if (await settlesWithin(exited, 2_000)) return;
  child.kill("SIGKILL");
  await exited;
}

/** Ends the PostgreSQL that a killed Deskside left behind, and clears up a lying pid file. */
export async function stopOrphan(folder: string, log: (line: string) => void): Promise<void> {
  const pid = Number((await readPidFile(folder))[0]);
  const identity = Number.isInteger(pid) && pid > 0 ? await identifyProcess(pid) : undefined;
  if (identity === undefined || !(await commandOf(pid)).includes(folder)) {
    // It has gone, but its pid may be another's by now, or nobody reaped it: PostgreSQL would take
    // either for a living server and refuse. Two servers can't happen: it checks its memory, too.
    await rm(path.join(folder, "postmaster.pid"), { force: true });
    return;
  }
  log(`stopping the PostgreSQL (process ${String(pid)}) left by a Deskside that was killed`);
  process.kill(pid, "SIGINT");
  const deadline = Date.now() + ORPHAN_LIMIT_MS;
  while (await isSameProcessAlive(identity)) {
    if (Date.now() > deadline) throw new Error(`PostgreSQL (process ${String(pid)}) does not stop`);
    await delay(20);
  }
}

/** Line 8 is PostgreSQL's own word on whether it is ready, as pg_ctl reads it. */
async function untilReady(
  folder: string,
  child: ChildProcess,
  signal: AbortSignal,
): Promise<boolean> {
  for (;;) {
    const lines = await readPidFile(folder);
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === "ready") return true;
    if (child.exitCode !== null || child.signalCode !== null) return false;
    await delay(10, undefined, { signal });
  }
}

async function readPidFile(folder: string): Promise<string[]> {
  const text = await readFile(path.join(folder, "postmaster.pid"), "utf8").catch(() => "");
  return text.split("\n");
}

function logLines(child: ChildProcess, log: (line: string) => void): () => string {
  const last: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on("line", (line) => {
      last.push(line);
      last.splice(0, last.length - 20);
      log(line);
    });
  }
  return () => last.join("\n");
}

function settlesWithin(promise: Promise<unknown>, ms: number): Promise<boolean> {
  const settled = promise.then(() => true);
  return inTime(ms, settled, () => false);
}
