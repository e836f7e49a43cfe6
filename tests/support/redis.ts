import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Redis } from "ioredis";
import { findFreePort } from "~/lib/free-port.server";

const program = "/usr/bin/redis-server";
const startLimitMs = 10_000;

export type TestRedis = {
  /** redis://127.0.0.1:<port>, the same after each start. */
  readonly url: string;
  /** Sends one command over a connection of its own, to database `db`. */
  command(words: readonly string[], db?: number): Promise<unknown>;
  signal(signal: "SIGSTOP" | "SIGCONT"): void;
  /** kill -9; resolves when it has gone. */
  kill(): Promise<void>;
  /** Starts it again on the same port, with what it had kept or `empty`. */
  restart(how?: "empty"): Promise<void>;
  /** Ends it, and its files go. */
  stop(): Promise<void>;
};

/** Debian's redis-server on a free port, keeping its data in a folder of its own. */
export async function startRedis(): Promise<TestRedis> {
  const folder = await mkdtemp(path.join(tmpdir(), "deskside-redis-"));
  const data = path.join(folder, "data");
  await mkdir(data);
  const port = await findFreePort();
  let child = await start(port, data);
  const kill = (): Promise<void> => end(child, "SIGKILL");
  return {
    url: `redis://127.0.0.1:${String(port)}`,
    command: (words, db = 0) => send(port, words, db),
    signal(signal) {
      child.kill(signal);
    },
    kill,
    async restart(how) {
      if (how === "empty") {
        await rm(data, { recursive: true, force: true });
        await mkdir(data);
      }
      child = await start(port, data);
    },
    async stop() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function start(port: number, data: string): Promise<ChildProcess> {
  const child = spawn(
    program,
    [
      ...["--port", String(port), "--bind", "127.0.0.1", "--dir", data],
      ...["--appendonly", "yes", "--save", ""],
    ],
    { stdio: "ignore" },
  );
  const failed = new Promise<never>((_resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      reject(new Error(`redis-server ended (${String(code)})`));
    });
  });
  failed.catch(() => undefined);
  await Promise.race([untilReady(port), failed]);
  return child;
}

async function untilReady(port: number): Promise<void> {
  const deadline = Date.now() + startLimitMs;
  for (;;) {
    const answer = await send(port, ["PING"], 0).catch((error: unknown) => error);
    if (answer === "PONG") return;
    if (Date.now() > deadline) throw new Error(`redis-server is not ready: ${String(answer)}`);
    await pause(20);
  }
}

async function send(port: number, [name = "", ...args]: readonly string[], db: number) {
  const redis = new Redis({
    ...{ host: "127.0.0.1", port, db, lazyConnect: true, retryStrategy: () => null },
    ...{ connectTimeout: 2_000, commandTimeout: 5_000 },
  });
  redis.on("error", () => undefined);
  try {
    await redis.connect();
    return await redis.call(name, ...args);
  } finally {
    redis.disconnect();
  }
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => {
      resolve();
    });
    child.kill(signal);
  });
}
