import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  type BullmqBackend,
  createBullmqTurnQueue,
  postgresBackend,
  redisBackend,
} from "~/adapters/bullmq-turn-queue.server";
import type { TurnQueue } from "~/ports/turn-queue";
import { startRedis, type TestRedis } from "../support/redis";
import { createTestDatabase, type TestDatabase } from "../support/test-database";

const clock = { now: () => new Date() };
const log = pino({ level: "silent" });
/** How late a wake-up may be on a busy machine. */
const soon = { timeout: 10_000, interval: 20 };

let redis: TestRedis;
let database: TestDatabase;
const queues: TurnQueue[] = [];

beforeAll(async () => {
  [redis, database] = await Promise.all([startRedis(), createTestDatabase()]);
});
afterEach(async () => {
  await Promise.all(queues.splice(0).map((queue) => queue.close()));
});
afterAll(async () => {
  await redis.stop();
  await database.drop();
});

/** As one process has it. */
function open(backend: BullmqBackend): TurnQueue {
  const queue = createBullmqTurnQueue(backend, clock, log);
  queues.push(queue);
  return queue;
}

const inMs = (ms: number): Date => new Date(Date.now() + ms);

describe.each([
  { technology: "Redis", backend: () => redisBackend(redis.url) },
  { technology: "PostgreSQL", backend: () => postgresBackend(database.url) },
])("a turn queue on $technology", ({ backend }) => {
  test("wakes the handler at the time, and not before", async () => {
    const queue = open(backend());
    const woken = new Map<string, number>();
    queue.start((id) => {
      woken.set(id, Date.now());
      return Promise.resolve(null);
    });
    const [now, later] = [randomUUID(), randomUUID()];
    const at = inMs(600);
    queue.wake(later, at);
    queue.wake(now, inMs(0));
    await expect.poll(() => woken.has(now), soon).toBe(true);
    await expect.poll(() => woken.has(later), soon).toBe(true);
    // Timers are allowed a millisecond or two.
    expect(woken.get(later)).toBeGreaterThanOrEqual(at.getTime() - 5);
  });

  test("wakes it again when it says so", async () => {
    const queue = open(backend());
    const id = randomUUID();
    let count = 0;
    queue.start((sessionId) => {
      if (sessionId === id) count += 1;
      return Promise.resolve(count < 3 ? inMs(20) : null);
    });
    queue.wake(id, inMs(0));
    await expect.poll(() => count, soon).toBe(3);
  });

  test("tries again what has failed", async () => {
    const queue = open(backend());
    let count = 0;
    queue.start(() => {
      count += 1;
      return count === 1 ? Promise.reject(new Error("no")) : Promise.resolve(null);
    });
    queue.wake(randomUUID(), inMs(0));
    await expect.poll(() => count, soon).toBe(2);
  });

  test("gives a wake-up to one of the processes, whichever asked for it", async () => {
    const [here, there] = [open(backend()), open(backend())];
    const woken: string[] = [];
    for (const queue of [here, there]) {
      queue.start((id) => {
        woken.push(id);
        return Promise.resolve(null);
      });
    }
    const ids = Array.from({ length: 20 }, () => randomUUID());
    const at = inMs(0);
    for (const id of ids) {
      here.wake(id, at);
      there.wake(id, at);
    }
    await expect.poll(() => new Set(woken).size, soon).toBe(20);
  });

  test("leaves what it did not get to for another process", async () => {
    const first = open(backend());
    const [id, later] = [randomUUID(), randomUUID()];
    // Its place in the queue is taken once a later one has been worked off.
    await new Promise<void>((resolve) => {
      first.start((sessionId) => {
        if (sessionId === later) resolve();
        return Promise.resolve(null);
      });
      first.wake(id, inMs(8_000));
      first.wake(later, inMs(0));
    });
    await Promise.all(queues.splice(0).map((queue) => queue.close()));
    const woken: string[] = [];
    open(backend()).start((sessionId) => {
      woken.push(sessionId);
      return Promise.resolve(null);
    });
    await expect.poll(() => woken, { timeout: 25_000 }).toContain(id);
  });

  test("waits at its end for what is under way", async () => {
    const queue = open(backend());
    let finish: () => void = () => undefined;
    let finished = false;
    const begun = new Promise<void>((resolve) => {
      queue.start(async () => {
        resolve();
        await new Promise<void>((done) => {
          finish = done;
        });
        finished = true;
        return null;
      });
    });
    queue.wake(randomUUID(), inMs(0));
    await begun;
    const closing = queue.close();
    finish();
    await closing;
    expect(finished).toBe(true);
  });
});

test("a process whose Redis is gone wakes itself", async () => {
  const own = await startRedis();
  const queue = open(redisBackend(own.url));
  const woken: string[] = [];
  queue.start((id) => {
    woken.push(id);
    return Promise.resolve(null);
  });
  await own.kill();
  const id = randomUUID();
  queue.wake(id, inMs(50));
  await expect.poll(() => woken, soon).toEqual([id]);
  await queue.close();
  await own.stop();
});
