import { randomUUID } from "node:crypto";
import pg from "pg";
import { demoPassword } from "~/accounts/demo-accounts.server";
import type { Role } from "~/accounts/user";
import type { TestServer } from "../../support/server";

export interface Account {
  readonly email: string;
  readonly password: string;
  readonly name: string;
}

const names: Record<Role, string> = { trainee: "Alex Morgan", trainer: "Jordan Lee" };

/** Beside the demo accounts, so that no test meets what another one left behind. */
export async function createAccount(server: TestServer, role: Role): Promise<Account> {
  const [id, name] = [randomUUID(), names[role]];
  const email = `${role}-${id}@example.com`;
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO "user" (id, email, name, role, password_hash)
       SELECT $1, $2, $3, $4, password_hash FROM "user" WHERE email = 'trainee@example.com'`,
      [id, email, name, role],
    );
  } finally {
    await client.end();
  }
  return { email, password: demoPassword, name };
}
