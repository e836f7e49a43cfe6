import pg from "pg";

/** Of no meaning; no one else's on this database. */
const startLock = 72_707_370;

/**
 * Runs this in one process at a time, over all that share the database; the others wait.
 * For what each does at its start, where "insert if missing" of two would collide.
 */
export async function oneAtATime<T>(databaseUrl: string, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl });
  let lost: Error | undefined;
  client.on("error", (error) => {
    lost = error;
  });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [startLock]);
    const result = await work();
    if (lost) throw lost;
    return result;
  } finally {
    await client.end();
  }
}
