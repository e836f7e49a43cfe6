import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { createTestDatabase } from "./test-database";
import { askTestRun } from "./test-run";

const START_LIMIT_MS = 30_000;

export interface TestServer {
  /** http://127.0.0.1:<port>, without a slash at the end. */
  readonly url: string;
  readonly databaseUrl: string;
  readonly pid: number;
  /** What it has printed, both streams, line by line; grows. */
  readonly log: readonly string[];
  /** Sends the signal; resolves with the exit code, or the signal's name, once it has ended. */
  kill(signal: NodeJS.Signals): Promise<number | NodeJS.Signals>;
  /** SIGTERM unless it has ended; then the database, if made here, and its files go. */
  stop(): Promise<void>;
}

export interface TestServerOptions {
  /** Added to, or instead of, what a test server has by default. */
  readonly env?: Readonly<Record<string, string>>;
  /** Another server's, to start again on its data; it stays when this one stops. */
  readonly databaseUrl?: string;
}

/**
 * Starts the built app as a process of its own on a free port, with demo accounts, instant
 * customers and no limits. Throws with what it printed when it doesn't get ready.
 */
export async function startServer(options: TestServerOptions = {}): Promise<TestServer> {
  await askTestRun("/build");
  const database = options.databaseUrl === undefined ? await createTestDatabase() : undefined;
  const databaseUrl = options.databaseUrl ?? database?.url ?? "";
  const dataDir = await mkdtemp(path.join(tmpdir(), "deskside-server-"));
  const removeFiles = async () => {
    await database?.drop();
    await rm(dataDir, { recursive: true, force: true });
  };
  const child = spawn(process.execPath, ["build/index.js"], {
    env: { ...baseEnv(), DATABASE_URL: databaseUrl, DATA_DIR: dataDir, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { log, exited, ready } = watch(child);
  const kill = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    return await exited;
  };
  const stop = async () => {
    await kill("SIGTERM");
    await removeFiles();
  };
  try {
    return { url: await ready, databaseUrl, pid: child.pid ?? 0, log, kill, stop };
  } catch (error) {
    await kill("SIGKILL");
    await removeFiles();
    throw error;
  }
}

/** As `npm start` on a laptop, and nothing of what this shell happens to have set. */
function baseEnv() {
  return {
    ...{ PATH: process.env["PATH"], HOME: process.env["HOME"], TZ: process.env["TZ"] },
    ...{ NODE_ENV: "production" as const, DESKSIDE_LOCAL: "1", SEED_DEMO: "1" },
    ...{ HOST: "127.0.0.1", PORT: "0", CUSTOMER_PACE: "instant", RATE_LIMITS: "off" },
  };
}

function watch(child: ChildProcess) {
  const log: string[] = [];
  const exited = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once("close", (code, signal) => {
      resolve(code ?? signal ?? 0);
    });
  });
  const ready = new Promise<string>((resolve, reject) => {
    const fail = (reason: string) => {
      reject(new Error(`The server ${reason}:\n${log.slice(-30).join("\n")}`));
    };
    const timer = setTimeout(fail, START_LIMIT_MS, "was not ready in 30 s");
    child.once("error", reject);
    void exited.then((how) => {
      clearTimeout(timer);
      fail(`ended (${String(how)})`);
    });
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on("line", (line) => {
        log.push(line);
        const url = /Deskside is ready at (https?:\/\/[^\s/]+)/.exec(line)?.[1];
        if (url === undefined) return;
        clearTimeout(timer);
        resolve(url);
      });
    }
  });
  return { log, exited, ready };
}
