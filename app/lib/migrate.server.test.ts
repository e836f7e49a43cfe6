import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createEmptyDatabase } from "../../tests/support/test-database";
import type { TestDatabase } from "../../tests/support/test-database";
import { migrate } from "./migrate.server";

let folder: string;
let database: TestDatabase;
let client: pg.Client;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "deskside-migrations-"));
  database = await createEmptyDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});

afterEach(async () => {
  await client.end();
  await database.drop();
  await rm(folder, { recursive: true });
});

async function write(name: string, sql: string): Promise<void> {
  await mkdir(path.join(folder, name), { recursive: true });
  await writeFile(path.join(folder, name, "migration.sql"), sql);
}

async function count(table: string): Promise<number> {
  const { rows } = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
  return rows[0]?.n ?? -1;
}

async function exists(table: string): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    "SELECT to_regclass($1) IS NOT NULL AS found",
    [table],
  );
  return rows[0]?.found ?? false;
}

test("migrations run in order, once, and say which ran", async () => {
  await write("20260102_second", "INSERT INTO animal VALUES ('cat'); -- a comment at the end");
  await write(
    "20260101_first",
    "CREATE TABLE animal (name text); INSERT INTO animal VALUES ('dog')",
  );
  expect(await migrate(database.url, folder)).toEqual(["20260101_first", "20260102_second"]);
  expect(await migrate(database.url, folder)).toEqual([]);
  expect(await count("animal")).toBe(2);
});

test("a later migration runs alone", async () => {
  await write("20260101_first", "CREATE TABLE animal (name text)");
  await migrate(client, folder);
  await write("20260102_second", "CREATE TABLE plant (name text)");
  expect(await migrate(client, folder)).toEqual(["20260102_second"]);
});

test("the history is the one that Prisma writes", async () => {
  const sql = "CREATE TABLE animal (name text)";
  await write("20260101_first", sql);
  await migrate(database.url, folder);
  const { rows } = await client.query("SELECT * FROM _prisma_migrations");
  expect(rows).toEqual([
    {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      checksum: createHash("sha256").update(sql).digest("hex"),
      finished_at: expect.any(Date) as Date,
      migration_name: "20260101_first",
      logs: null,
      rolled_back_at: null,
      started_at: expect.any(Date) as Date,
      applied_steps_count: 1,
    },
  ]);
});

test("an applied migration that has changed is refused by name, and nothing runs", async () => {
  await write("20260101_first", "CREATE TABLE animal (name text)");
  await migrate(database.url, folder);
  await write("20260101_first", "CREATE TABLE animal (name text, age int)");
  await write("20260102_second", "CREATE TABLE plant (name text)");
  await expect(migrate(database.url, folder)).rejects.toThrow(/20260101_first has changed/);
  expect(await exists("plant")).toBe(false);
});

test("line ends turned by Git are no change", async () => {
  await write("20260101_first", "CREATE TABLE animal (\n  name text\n)");
  await migrate(database.url, folder);
  await write("20260101_first", "CREATE TABLE animal (\r\n  name text\r\n)");
  expect(await migrate(database.url, folder)).toEqual([]);
});

test("a migration that fails leaves nothing behind, and runs again when mended", async () => {
  await write("20260101_first", "CREATE TABLE animal (name text); SELECT 1 / 0");
  await expect(migrate(database.url, folder)).rejects.toThrow(
    "Migration 20260101_first failed and left nothing behind: division by zero",
  );
  expect(await exists("animal")).toBe(false);
  await write("20260101_first", "CREATE TABLE animal (name text)");
  expect(await migrate(database.url, folder)).toEqual(["20260101_first"]);
});

test("a migration that another tool left unfinished is refused", async () => {
  await write("20260101_first", "CREATE TABLE animal (name text)");
  await migrate(database.url, folder);
  await client.query("UPDATE _prisma_migrations SET finished_at = NULL");
  await expect(migrate(database.url, folder)).rejects.toThrow(/prisma migrate resolve/);
});

test("many processes that migrate at once apply each migration once", async () => {
  await write("20260101_first", "CREATE TABLE animal (name text); SELECT pg_sleep(0.05)");
  await write("20260102_second", "INSERT INTO animal VALUES ('dog')");
  const runs = await Promise.all(Array.from({ length: 8 }, () => migrate(database.url, folder)));
  expect(runs.flat().sort()).toEqual(["20260101_first", "20260102_second"]);
  expect(await count("animal")).toBe(1);
});

test("Deskside's own migrations run on an empty database", async () => {
  const applied = await migrate(database.url);
  expect(applied.length).toBeGreaterThan(0);
  expect(await migrate(database.url)).toEqual([]);
});
