import pg from "pg";
import type { Logger } from "pino";
import type { Env } from "~/env.server";
import { openDatabase } from "~/services.server";

const renew = `UPDATE epoch
  SET value = substr(replace(gen_random_uuid()::text, '-', ''), 1, 12) RETURNING value`;

/**
 * `npm run new-epoch`: says that cursors handed out before can't be continued, since a backup was
 * restored. Gives back the new epoch. Throws with a message for the operator.
 */
export async function startNewEpoch(env: Env, log: Logger, signal: AbortSignal): Promise<string> {
  const database = await openDatabase(env, log, signal);
  try {
    return await renewEpoch(database.url);
  } finally {
    await database.stop();
  }
}

async function renewEpoch(connectionString: string): Promise<string> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const [row] = (await client.query<{ value: string }>(renew)).rows;
    if (row) return row.value;
  } catch (error) {
    if (!isNoTable(error)) throw error;
  } finally {
    await client.end();
  }
  throw new Error("This database holds nothing of Deskside: restore the backup first.");
}

function isNoTable(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "42P01";
}
