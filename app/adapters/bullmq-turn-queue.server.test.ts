import { randomUUID } from "node:crypto";
import { MIGRATION_ADVISORY_LOCK_KEY } from "bullmq";
import pg from "pg";
import { pino } from "pino";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../tests/support/test-database";
import { createBullmqTurnQueue, postgresBackend } from "./bullmq-turn-queue.server";

const clock = { now: () => new Date() };

let database: TestDatabase;
let held: pg.Client;
let warnings: string[];

beforeEach(async () => {
  database = await createTestDatabase();
  await makeTables();
  held = await holdMigrations(database.url);
  warnings = [];
});
afterEach(async () => {
  await held.end();
  await database.drop();
});

/** So that a start that was let go has little left to do. */
async function makeTables(): Promise<void> {
  const queue = openQueue();
  const woken = vi.fn(() => Promise.resolve(null));
  queue.start(woken);
  queue.wake(randomUUID(), new Date());
  await expect.poll(() => woken.mock.calls.length).toBe(1);
  await queue.close();
}

/** Whoever makes BullMQ's tables waits for this lock of its; ending the client lets them. */
async function holdMigrations(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("SELECT pg_advisory_lock($1, hashtext('bullmq'))", [
    MIGRATION_ADVISORY_LOCK_KEY,
  ]);
  return client;
}

function openQueue() {
  const write = (line: string) => void warnings.push(line);
  const log = pino({ level: "warn" }, { write });
  return createBullmqTurnQueue(postgresBackend(database.url), clock, log);
}

const starting =
  "FROM pg_stat_activity WHERE wait_event = 'advisory' AND datname = current_database()";
async function untilStarting(): Promise<void> {
  await expect
    .poll(async () => (await held.query(`SELECT pid ${starting}`)).rowCount)
    .toBeGreaterThan(0);
}

test("a connection that is lost while it starts ends nothing, and customers go on", async () => {
  const uncaught = vi.fn();
  process.on("uncaughtException", uncaught);
  onTestFinished(() => void process.off("uncaughtException", uncaught));
  const queue = openQueue();
  const woken: string[] = [];
  queue.start((id) => {
    woken.push(id);
    return Promise.resolve(null);
  });
  await untilStarting();
  await held.query(`SELECT pg_terminate_backend(pid) ${starting}`);
  await held.query("SELECT pg_advisory_unlock_all()");
  const id = randomUUID();
  queue.wake(id, new Date());
  await expect.poll(() => woken).toEqual([id]);
  await queue.close();
  expect(uncaught).not.toHaveBeenCalled();
});

test("stopped while it starts, it is in no trouble and leaves no connection", async () => {
  const queue = openQueue();
  queue.start(() => Promise.resolve(null));
  await untilStarting();
  const closed = queue.close();
  await held.query("SELECT pg_advisory_unlock_all()");
  await closed;
  // One that is opened too late is there by then.
  for (let n = 0; n < 20; n += 1) await (await holdMigrations(database.url)).end();
  const others = "datname = current_database() AND pid <> pg_backend_pid()";
  const left = await held.query(`SELECT query FROM pg_stat_activity WHERE ${others}`);
  expect([left.rows, warnings]).toEqual([[], []]);
});
