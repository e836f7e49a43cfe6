import { access, constants, mkdir, realpath } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { openCluster, SUPERUSER } from "./embedded-postgres-cluster.server";
import { lockDataDir } from "./embedded-postgres-lock.server";
import { startPostmaster, stopOrphan, stopPostmaster } from "./embedded-postgres-postmaster.server";
import type { Postmaster } from "./embedded-postgres-postmaster.server";

const DATABASE = "deskside";

export interface EmbeddedPostgresOptions {
  /** Kept between runs; made if missing. One Deskside at a time. */
  readonly dataDir: string;
  /** PostgreSQL's own lines, in English. */
  readonly log: (line: string) => void;
  /** Gives a start up; what was started is stopped. */
  readonly signal?: AbortSignal;
  /** Further settings of PostgreSQL, e.g. `{fsync: "off"}` for data that is thrown away. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres {
  /** postgres:// with the password; the database `deskside`. */
  readonly url: string;
  /** Resolves if PostgreSQL ends though nobody asked it to; never after `stop`. */
  readonly died: Promise<Error>;
  /** Ends connections and the server, in less than ten seconds. May be called again. */
  stop(): Promise<void>;
}

/**
 * Starts our own PostgreSQL on a free port of 127.0.0.1, with the data in `dataDir`.
 * Works as root too (as the user `postgres`), and after a kill -9 of an earlier run.
 * Throws with a message for the operator: another Deskside on the folder, data of another version
 * or user, no binaries for this platform.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const dataDir = await openDataDir(options.dataDir);
  const unlock = await lockDataDir(dataDir);
  try {
    await stopOrphan(path.join(dataDir, "postgres"), options.log);
    const cluster = await openCluster(dataDir, options.signal);
    const { log, signal, settings = {} } = options;
    const postmaster = await startPostmaster(cluster, { log, signal, settings });
    return await handOver(postmaster, cluster.password, unlock);
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** Its real path, since an orphan is known by the path on its command line. */
async function openDataDir(dataDir: string): Promise<string> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o711 });
    await access(dataDir, constants.W_OK);
    return await realpath(dataDir);
  } catch (error) {
    const hint = `The data folder ${path.resolve(dataDir)} can't be written by this user`;
    throw new Error(`${hint}: change its owner, or choose another with DATA_DIR`, { cause: error });
  }
}

async function handOver(
  postmaster: Postmaster,
  password: string,
  unlock: () => Promise<void>,
): Promise<EmbeddedPostgres> {
  const url = (name: string) =>
    `postgres://${SUPERUSER}:${password}@127.0.0.1:${String(postmaster.port)}/${name}`;
  // For a process.exit() somewhere, where the kernel can't be asked to see to it.
  const killAtExit = () => postmaster.child.kill("SIGINT");
  process.once("exit", killAtExit);
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    await stopPostmaster(postmaster);
    process.off("exit", killAtExit);
    await unlock();
  };
  const died = new Promise<Error>((resolve) => {
    void postmaster.exited.then((how) => {
      if (stopping === undefined) resolve(new Error(`PostgreSQL ended by itself (${String(how)})`));
    });
  });
  const server = { url: url(DATABASE), died, stop: () => (stopping ??= stop()) };
  try {
    await ensureDatabase(url("postgres"));
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

async function ensureDatabase(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE "${DATABASE}"`);
  } finally {
    await client.end();
  }
}
