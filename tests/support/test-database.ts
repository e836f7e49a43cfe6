import { randomUUID } from "node:crypto";
import pg from "pg";
import { adminUrl, TEMPLATE } from "./database-server";
import { askTestRun } from "./test-run";

/** A database of one's own, migrated and empty. */
export interface TestDatabase {
  readonly url: string;
  /** Ends what is still connected to it. */
  drop(): Promise<void>;
}

/** Copies the migrated template: a few tens of milliseconds. For each test file, in `beforeAll`. */
export function createTestDatabase(): Promise<TestDatabase> {
  return createFrom(TEMPLATE);
}

/** A database without any table: for tests of migrations. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return createFrom("template0");
}

async function createFrom(template: string): Promise<TestDatabase> {
  const serverUrl = await askTestRun("/database");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await runAsAdmin(serverUrl, `CREATE DATABASE "${name}" TEMPLATE "${template}"`);
  return {
    url: Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href,
    drop: () => runAsAdmin(serverUrl, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`),
  };
}

async function runAsAdmin(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl(serverUrl) });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
