import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";

/** The lock that Prisma's own migrate takes: neither works while the other does. */
const PRISMA_LOCK = 72_707_369;

/** Column for column what Prisma makes, so that `prisma migrate deploy` goes on from here. */
const HISTORY_TABLE = `
  CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                  VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum"            VARCHAR(64) NOT NULL,
    "finished_at"         TIMESTAMPTZ,
    "migration_name"      VARCHAR(255) NOT NULL,
    "logs"                TEXT,
    "rolled_back_at"      TIMESTAMPTZ,
    "started_at"          TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count" INTEGER NOT NULL DEFAULT 0
  )`;

/** A migration that can't be applied; the message is for the operator. */
export class MigrationError extends Error {}

type Migration = { name: string; sql: string };
type Applied = { name: string; checksum: string; finished: boolean };

/**
 * Applies the SQL of `prisma/migrations/<time>_<name>/migration.sql` that the database has not
 * seen, in order, each in a transaction of its own; gives back their names. May run in many
 * processes at once: one works, the others wait up to a minute.
 * Throws MigrationError when a migration fails (nothing of it stays) or an applied one has changed.
 */
export async function migrate(
  database: string | pg.Client,
  folder = path.join("prisma", "migrations"),
): Promise<string[]> {
  const migrations = await readMigrations(folder);
  if (typeof database !== "string") return await migrateLocked(database, migrations);
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  try {
    return await migrateLocked(client, migrations);
  } finally {
    await client.end();
  }
}

async function migrateLocked(client: pg.Client, migrations: Migration[]): Promise<string[]> {
  await client.query("SET lock_timeout = '60s'");
  try {
    await client.query("SELECT pg_advisory_lock($1)", [PRISMA_LOCK]);
  } catch (error) {
    throw new MigrationError("Another process has been migrating this database for a minute", {
      cause: error,
    });
  } finally {
    await client.query("RESET lock_timeout");
  }
  try {
    return await applyMissing(client, migrations);
  } finally {
    await client.query("SELECT pg_advisory_unlock($1)", [PRISMA_LOCK]);
  }
}

async function applyMissing(client: pg.Client, migrations: Migration[]): Promise<string[]> {
  await client.query(HISTORY_TABLE);
  const applied = await readHistory(client);
  const missing = migrations.filter((migration) => !isApplied(migration, applied));
  for (const migration of missing) await apply(client, migration);
  return missing.map((migration) => migration.name);
}

async function apply(client: pg.Client, { name, sql }: Migration): Promise<void> {
  const startedAt = new Date();
  try {
    await client.query("BEGIN");
    await client.query(sql);
    await client.query(
      `INSERT INTO "_prisma_migrations"
         ("id", "checksum", "finished_at", "migration_name", "started_at", "applied_steps_count")
       VALUES ($1, $2, clock_timestamp(), $3, $4, 1)`,
      [randomUUID(), checksumOf(sql), name, startedAt],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    const reason = error instanceof Error ? error.message : String(error);
    throw new MigrationError(`Migration ${name} failed and left nothing behind: ${reason}`, {
      cause: error,
    });
  }
}

/** Rolled back ones count as never run, as with Prisma. */
async function readHistory(client: pg.Client): Promise<Map<string, Applied>> {
  const { rows } = await client.query<Applied>(
    `SELECT "migration_name" AS name, "checksum", "finished_at" IS NOT NULL AS finished
     FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL`,
  );
  return new Map(rows.map((row) => [row.name, row]));
}

function isApplied({ name, sql }: Migration, history: Map<string, Applied>): boolean {
  const found = history.get(name);
  if (found === undefined) return false;
  if (!found.finished) {
    throw new MigrationError(
      `Migration ${name} was begun by another tool and not finished: ` +
        `settle it with "prisma migrate resolve".`,
    );
  }
  // Git on Windows may have turned the line ends, in either direction.
  const readings = [sql, sql.replaceAll("\r\n", "\n"), sql.replaceAll(/\r?\n/g, "\r\n")];
  if (readings.some((reading) => checksumOf(reading) === found.checksum)) return true;
  throw new MigrationError(
    `Migration ${name} has changed since it was applied to this database: ` +
      `restore the file, and put the change into a new migration.`,
  );
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => ({
      name,
      sql: await readFile(path.join(folder, name, "migration.sql"), "utf8"),
    })),
  );
}

function checksumOf(sql: string): string {
  return createHash("sha256").update(sql).digest("hex");
}
