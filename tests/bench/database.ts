import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "~/adapters/embedded-postgres.server";
import { started } from "./started";

export type Databases = { deskside: string; socketio: string; floor: string; version: string };

/**
 * One PostgreSQL for all, with the settings it comes with: an answered COMMIT is on the disk.
 * Each server has a database of its own in it.
 */
export async function startDatabases(): Promise<Databases> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "deskside-bench-"));
  started(() => rm(dataDir, { recursive: true, force: true }));
  const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  started(() => postgres.stop());
  const socketio = await createDatabase(postgres.url, "socketio");
  const floor = await createDatabase(postgres.url, "floor");
  await run(socketio, await readFile("tests/bench/socketio-peer/schema.sql", "utf8"));
  await run(floor, await readFile("tests/bench/floor-peer/schema.sql", "utf8"));
  const settings = await run(
    postgres.url,
    "SELECT format('%s, fsync %s, synchronous_commit %s', current_setting('server_version'), current_setting('fsync'), current_setting('synchronous_commit')) AS version",
  );
  return { deskside: postgres.url, socketio, floor, version: settings };
}

async function createDatabase(url: string, name: string): Promise<string> {
  await run(url, `CREATE DATABASE ${name}`);
  return Object.assign(new URL(url), { pathname: `/${name}` }).href;
}

/** Runs the SQL; returns the column `version` of the last row, if it has one. */
async function run(url: string, sql: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const result = await client.query<{ version?: string }>(sql);
    return (Array.isArray(result) ? "" : result.rows[0]?.version) ?? "";
  } finally {
    await client.end();
  }
}
