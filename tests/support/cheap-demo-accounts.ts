import { randomUUID } from "node:crypto";
import pg from "pg";
import { demoAccounts, demoPassword } from "~/accounts/demo-accounts.server";
import { hashPassword } from "~/accounts/password.server";

/** A hash at full cost takes most of a second on a small machine, at every one of many sign-ins. */
const cheap = 2 ** 8;
const passwordHash = hashPassword(demoPassword, cheap);

/** The demo accounts into a migrated database, before a server would seed them at full cost. */
export async function addCheapDemoAccounts(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const { email, name, role } of demoAccounts) {
      await client.query(
        `INSERT INTO "user" (id, email, name, role, password_hash) VALUES ($1, $2, $3, $4, $5)`,
        [randomUUID(), email, name, role, await passwordHash],
      );
    }
  } finally {
    await client.end();
  }
}
