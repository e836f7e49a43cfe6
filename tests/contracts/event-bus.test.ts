import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createInProcessEventBus } from "~/adapters/in-process-event-bus.server";
import { connectRedis } from "~/adapters/redis.server";
import { createRedisEventBus } from "~/adapters/redis-event-bus.server";
import type { EventBus, PublishedEvent } from "~/ports/event-bus";
import { startRedis, type TestRedis } from "../support/redis";

const log = pino({ level: "silent" });
let redis: TestRedis;
const undo: (() => Promise<void> | void)[] = [];

beforeAll(async () => {
  redis = await startRedis();
});
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});
afterAll(() => redis.stop());

/** As one process has it. */
async function redisBus(): Promise<EventBus> {
  const connection = connectRedis(redis.url, log);
  const bus = createRedisEventBus({ redis: connection, log });
  undo.push(async () => {
    await bus.close();
    connection.disconnect();
  });
  await expect.poll(() => bus.isReachable() && connection.status).toBe("ready");
  return bus;
}

function inProcessBus(): EventBus {
  const bus = createInProcessEventBus();
  undo.push(() => bus.close());
  return bus;
}

function event(sessionId: string, seq: number): PublishedEvent {
  const at = new Date(0).toISOString();
  return { sessionId, event: { type: "session.changed", data: { seq, status: "active", at } } };
}

function typing(sessionId: string): PublishedEvent {
  const author = { role: "trainee" as const, name: "Alex Morgan" };
  const data = { author, typing: true, expiresInMs: 8_000 };
  return { sessionId, event: { type: "typing.changed", data } };
}

/** What a subscriber heard, as `seq`, or the type of what has none. */
function listen(bus: EventBus): (number | string)[] {
  const heard: (number | string)[] = [];
  undo.push(
    bus.subscribe(({ event }) => heard.push("seq" in event.data ? event.data.seq : event.type)),
  );
  return heard;
}

describe.each([
  {
    adapter: "in-process",
    connect: () => {
      const bus = inProcessBus();
      return Promise.resolve([bus, bus] as const);
    },
  },
  { adapter: "Redis", connect: async () => [await redisBus(), await redisBus()] as const },
])("an event bus, $adapter", ({ connect }) => {
  test("brings what is published to every subscriber, once and in order", async () => {
    const [here, there] = await connect();
    const id = randomUUID();
    const heard = [listen(here), listen(here), listen(there)];
    const upTo = (last: number) => Array.from({ length: last }, (_, n) => n + 1);
    for (let seq = 1; seq <= 20; seq += 1) await here.publish([event(id, seq)]);
    for (const one of heard) await expect.poll(() => one).toEqual(upTo(20));
    await there.publish([event(id, 21), event(id, 22)]);
    for (const one of heard) await expect.poll(() => one).toEqual(upTo(22));
  });

  test("carries what has no number, too", async () => {
    const [here, there] = await connect();
    const heard = listen(there);
    await here.publish([typing(randomUUID())]);
    await expect.poll(() => heard).toEqual(["typing.changed"]);
  });

  test("keeps sessions apart", async () => {
    const [here, there] = await connect();
    const ids = Array.from({ length: 20 }, () => randomUUID());
    const heard: string[] = [];
    undo.push(there.subscribe(({ sessionId }) => heard.push(sessionId)));
    await here.publish(ids.map((id) => event(id, 1)));
    await expect.poll(() => [...heard].sort()).toEqual([...ids].sort());
  });

  test("says nothing to who has left", async () => {
    const [here, there] = await connect();
    const heard: PublishedEvent[] = [];
    there.subscribe((published) => heard.push(published))();
    const staying = listen(there);
    await here.publish([event(randomUUID(), 1)]);
    await expect.poll(() => staying).toEqual([1]);
    expect(heard).toEqual([]);
  });

  test("is reachable", async () => {
    const [here, there] = await connect();
    expect([here.isReachable(), there.isReachable()]).toEqual([true, true]);
  });
});

describe("an event bus whose Redis", () => {
  test("is gone still tells its own process, at once, and says that it can't be reached", async () => {
    const bus = await redisBus();
    const heard = listen(bus);
    await redis.kill();
    await bus.publish([event(randomUUID(), 1)]);
    expect(heard).toEqual([1]);
    await expect.poll(() => bus.isReachable()).toBe(false);
    await redis.restart("empty");
    await expect.poll(() => bus.isReachable(), { timeout: 5_000 }).toBe(true);
  });

  test("was away brings what was published meanwhile, though it comes back empty", async () => {
    const [here, there] = [await redisBus(), await redisBus()];
    const heard = listen(there);
    const id = randomUUID();
    await redis.kill();
    await here.publish([event(id, 1)]);
    await here.publish([event(id, 2), typing(id)]);
    await redis.restart("empty");
    await expect.poll(() => heard, { timeout: 5_000 }).toEqual([1, 2]);
  });

  test.each([
    [
      "takes no writes",
      ["CONFIG", "SET", "min-replicas-to-write", "1"],
      ["CONFIG", "SET", "min-replicas-to-write", "0"],
    ],
    ["has become a replica", ["REPLICAOF", "127.0.0.1", "1"], ["REPLICAOF", "NO", "ONE"]],
  ])(
    "%s can't be reached, though it is read, and brings it all when it does again",
    async (_what, stop, resume) => {
      const [here, there] = [await redisBus(), await redisBus()];
      const heard = listen(there);
      const id = randomUUID();
      await redis.command(stop);
      try {
        await here.publish([event(id, 1), event(id, 2)]);
        for (const bus of [here, there]) {
          await expect.poll(() => bus.isReachable(), { timeout: 5_000 }).toBe(false);
        }
      } finally {
        await redis.command(resume);
      }
      await expect.poll(() => heard, { timeout: 5_000 }).toEqual([1, 2]);
      for (const bus of [here, there]) {
        await expect.poll(() => bus.isReachable(), { timeout: 5_000 }).toBe(true);
      }
    },
  );

  test.each([
    ["forgets everything", ["FLUSHALL"]],
    ["ends all connections", ["CLIENT", "KILL", "TYPE", "normal"]],
  ])("%s goes on afterwards", async (_what, command) => {
    const [here, there] = [await redisBus(), await redisBus()];
    const heard = listen(there);
    await redis.command(command);
    const id = randomUUID();
    await here.publish([event(id, 1)]);
    await expect.poll(() => heard, { timeout: 5_000 }).toEqual([1]);
  });
});
