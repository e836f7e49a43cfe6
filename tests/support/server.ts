import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { addCheapDemoAccounts } from "./cheap-demo-accounts";
import { createTestDatabase } from "./test-database";
import { askTestRun } from "./test-run";

/** A busy machine takes its time; only what hangs is to be noticed. */
const START_LIMIT_MS = 90_000;

export interface TestServer {
  /** http://127.0.0.1:<port>, without a slash at the end. */
  readonly url: string;
  /** Empty when the server runs its own. */
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
  /** With it the server runs its own PostgreSQL there; it stays when this one stops. */
  readonly dataDir?: string;
  /** `npm start` without npm is "scripts/start.mjs". */
  readonly entry?: "build/index.js" | "scripts/start.mjs";
}

/**
 * Starts the built app as a process of its own on a free port, with demo accounts, instant
 * customers and no limits. Throws with what it printed when it doesn't get ready.
 */
export async function startServer(options: TestServerOptions = {}): Promise<TestServer> {
  await askTestRun("/build");
  const { env, removeFiles } = await provide(options);
  const child = spawn(process.execPath, [options.entry ?? "build/index.js"], {
    env: { ...baseEnv(), ...env, ...options.env },
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
    const databaseUrl = env.DATABASE_URL;
    return { url: await ready, databaseUrl, pid: child.pid ?? 0, log, kill, stop };
  } catch (error) {
    await kill("SIGKILL");
    await removeFiles();
    throw error;
  }
}

/** What the server keeps its data in, and the undo for what was made here. */
async function provide({ databaseUrl, dataDir }: TestServerOptions) {
  const madeDir = await mkdtemp(path.join(tmpdir(), "deskside-server-"));
  const needsDatabase = databaseUrl === undefined && dataDir === undefined;
  const database = needsDatabase ? await createTestDatabase() : undefined;
  if (database) await addCheapDemoAccounts(database.url);
  const removeFiles = async () => {
    await database?.drop();
    await rm(madeDir, { recursive: true, force: true });
  };
  const url = databaseUrl ?? database?.url ?? "";
  return { env: { DATABASE_URL: url, DATA_DIR: dataDir ?? madeDir }, removeFiles };
}

/** As `npm start` on a laptop, and nothing of what this shell happens to have set. */
export function baseEnv() {
  return {
    ...{ PATH: process.env["PATH"], HOME: process.env["HOME"], TZ: process.env["TZ"] },
    ...{ NODE_ENV: "production" as const, DESKSIDE_LOCAL: "1", SEED_DEMO: "1" },
    // Said empty, so that a developer's .env says nothing else.
    ...{ REDIS_URL: "", APP_URL: "", TRUST_PROXY: "", EMBED_ORIGINS: "" },
    ...{ LLM_BASE_URL: "", LLM_MODEL: "", LLM_API_KEY: "" },
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
    const timer = setTimeout(fail, START_LIMIT_MS, "was not ready in time");
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
