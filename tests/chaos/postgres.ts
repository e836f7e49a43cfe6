import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { openCluster, SUPERUSER } from "~/adapters/embedded-postgres-cluster.server";
import {
  startPostmaster,
  stopOrphan,
  stopPostmaster,
} from "~/adapters/embedded-postgres-postmaster.server";
import { findFreePort } from "~/lib/free-port.server";

export type ChaosPostgres = {
  /** The address of a database on it; the same after each start. */
  url(database: string): string;
  query<Row extends pg.QueryResultRow>(sql: string, database?: string): Promise<Row[]>;
  /** kill -9 of the postmaster: what it had not written to disk is gone. */
  kill(): Promise<void>;
  /** Starts it again, through recovery after a kill. */
  start(): Promise<void>;
  /** All its processes stand still for so long, and say nothing. */
  freeze(ms: number): Promise<void>;
  /** A fast shutdown: open transactions are rolled back. */
  shutDown(): Promise<void>;
  /** Shuts down, and its files go. */
  stop(): Promise<void>;
};

/** A PostgreSQL of one's own that keeps what it acknowledged: fsync is on. */
export async function startChaosPostgres(): Promise<ChaosPostgres> {
  const folder = await mkdtemp(path.join(tmpdir(), "deskside-chaos-"));
  const port = await findFreePort();
  const cluster = await openCluster(folder);
  const log = (): void => undefined;
  const settings = { port: String(port), fsync: "on", synchronous_commit: "on" };
  const launch = async () => {
    await stopOrphan(cluster.folder, log);
    return startPostmaster(cluster, { log, settings, signal: undefined });
  };
  let postmaster = await launch();
  const url = (database: string): string =>
    `postgres://${SUPERUSER}:${cluster.password}@127.0.0.1:${String(port)}/${database}`;
  return {
    url,
    query: (sql, database = "postgres") => query(url(database), sql),
    async kill() {
      postmaster.child.kill("SIGKILL");
      await postmaster.exited;
    },
    async start() {
      postmaster = await launch();
    },
    async freeze(ms) {
      const backends = await query<{ pid: number }>(url("postgres"), listProcesses);
      const { pid } = postmaster.child;
      const pids = [...(pid === undefined ? [] : [pid]), ...backends.map((one) => one.pid)];
      signalAll(pids, "SIGSTOP");
      await pause(ms);
      signalAll(pids, "SIGCONT");
    },
    shutDown: () => stopPostmaster(postmaster),
    async stop() {
      await stopPostmaster(postmaster);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const listProcesses = "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()";

function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      // One whose client had just left.
      if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
    }
  }
}

async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}
