import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toAppError } from "~/errors";
import { startTcpProxy } from "../tests/chaos/tcp-proxy";
import { createTestDatabase, type TestDatabase } from "../tests/support/test-database";
import { connectDatabase } from "./services.server";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const one = { name: "one", text: "SELECT 1 AS one" };

test("a database that falls silent is given up after ten seconds and asked anew", async () => {
  const proxy = await startTcpProxy(Number(new URL(database.url).port));
  const through = Object.assign(new URL(database.url), { port: new URL(proxy.url).port });
  const { db, sql, closePool } = connectDatabase(through.href, pino({ level: "silent" }));
  const ask = () => Promise.allSettled([sql(one, []), db.epoch.count()]);
  try {
    const expected = [{ value: [{ one: 1 }] }, { value: 1 }];
    // A connection for each of the two questions below; one that is made later doesn't fall silent.
    await Promise.all([sql(one, []), sql(one, [])]);
    expect(await ask()).toMatchObject(expected);
    proxy.swallow();
    const from = performance.now();
    const silent = await ask();
    expect(performance.now() - from).toBeLessThan(15_000);
    for (const answer of silent) {
      const reason = answer.status === "rejected" ? toAppError(answer.reason) : null;
      expect(reason).toMatchObject({ code: "unavailable", status: 503 });
    }
    expect(await ask()).toMatchObject(expected);
  } finally {
    proxy.cut();
    await db.$disconnect();
    await closePool();
    await proxy.close();
  }
}, 40_000);

test("a connection whose statement wasn't answered in time is never used again", async () => {
  const patienceMs = 2_000;
  const { db, sql, closePool } = connectDatabase(
    database.url,
    pino({ level: "silent" }),
    patienceMs,
  );
  const pid = { name: "pid", text: "SELECT pg_backend_pid() AS pid" };
  const stuck = {
    name: "stuck",
    text: `SELECT pid FROM pg_stat_activity
      WHERE datname = current_database() AND pid = $1 AND state <> 'idle'`,
  };
  try {
    let hung = 0;
    const transaction = db.$transaction(async (tx) => {
      const [row] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
      hung = row?.pid ?? 0;
      await tx.$executeRaw`UPDATE epoch SET value = 'changed'`;
      await tx.$queryRaw`SELECT pg_sleep(4)`;
    });
    expect(toAppError(await transaction.catch((error: unknown) => error))).toMatchObject({
      code: "unavailable",
    });
    const users = await Promise.all(Array.from({ length: 3 }, () => sql<{ pid: number }>(pid, [])));
    expect(users.flat().map((user) => user.pid)).not.toContain(hung);
    await expect.poll(() => sql(stuck, [hung])).toEqual([]);
    expect(await sql({ name: "epoch", text: "SELECT value FROM epoch" }, [])).not.toEqual([
      { value: "changed" },
    ]);
  } finally {
    await db.$disconnect();
    await closePool();
  }
});
