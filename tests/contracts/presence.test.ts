import { randomUUID } from "node:crypto";
import type { Redis } from "ioredis";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { createInProcessPresence } from "~/adapters/in-process-presence.server";
import { connectRedis } from "~/adapters/redis.server";
import { createRedisPresence } from "~/adapters/redis-presence.server";
import type { Presence } from "~/ports/presence";
import { startRedis, type TestRedis } from "../support/redis";

const trainee = { role: "trainee", name: "Alex Morgan" } as const;
const trainer = { role: "trainer", name: "Jordan Lee" } as const;
let redis: TestRedis;
const connections: Redis[] = [];

beforeAll(async () => {
  redis = await startRedis();
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(async () => {
  for (const connection of connections) connection.disconnect();
  await redis.stop();
});

/** As one process has it. */
async function redisPresence(): Promise<Presence> {
  const connection = connectRedis(redis.url, pino({ level: "silent" }));
  connections.push(connection);
  await expect.poll(() => connection.status, { timeout: 5_000 }).toBe("ready");
  return createRedisPresence(connection);
}

async function present(presence: Presence, id: string): Promise<string[]> {
  return ((await presence.list([id])).get(id) ?? []).map(({ name }) => name).sort();
}

describe.each([
  {
    adapter: "in-process",
    connect: () => {
      const presence = createInProcessPresence();
      return Promise.resolve([presence, presence] as const);
    },
  },
  {
    adapter: "Redis",
    connect: async () => [await redisPresence(), await redisPresence()] as const,
  },
])("presence, $adapter", ({ connect }) => {
  test("names who is there, each once, however many windows they have", async () => {
    const [here, there] = await connect();
    const id = randomUUID();
    await here.keep(id, trainee, "window 1");
    await there.keep(id, trainee, "window 2");
    await there.keep(id, trainer, "window 3");
    expect(await present(here, id)).toEqual(["Alex Morgan", "Jordan Lee"]);
    expect(await present(there, id)).toEqual(["Alex Morgan", "Jordan Lee"]);
  });

  test("holds somebody until their last window is closed", async () => {
    const [here, there] = await connect();
    const id = randomUUID();
    await here.keep(id, trainee, "window 1");
    await there.keep(id, trainee, "window 2");
    expect(await here.leave(id, trainee, "window 1")).toEqual([trainee]);
    expect(await there.leave(id, trainee, "window 2")).toEqual([]);
    expect(await present(here, id)).toEqual([]);
  });

  test("notes the same window again without counting it twice", async () => {
    const [here] = await connect();
    const id = randomUUID();
    await here.keep(id, trainee, "window 1");
    await here.keep(id, trainee, "window 1");
    expect(await here.leave(id, trainee, "window 1")).toEqual([]);
  });

  test("forgets a window that it never knew without a word", async () => {
    const [here] = await connect();
    expect(await here.leave(randomUUID(), trainee, "window 1")).toEqual([]);
  });

  test("tells of several sessions at once, and of nobody where nobody is", async () => {
    const [here, there] = await connect();
    const [one, two] = [randomUUID(), randomUUID()];
    await here.keep(one, trainee, "window 1");
    const all = await there.list([one, two]);
    expect([all.get(one), all.get(two)]).toEqual([[trainee], []]);
  });

  test("keeps no more of a person than role and name", async () => {
    const [here, there] = await connect();
    const id = randomUUID();
    await here.keep(id, { ...trainee, ...{ authSessionId: "secret" } }, "window 1");
    expect((await there.list([id])).get(id)).toEqual([trainee]);
  });
});

describe("presence in Redis", () => {
  test("lets go of the windows of a process that died, within half a minute", async () => {
    const [died, there] = [await redisPresence(), await redisPresence()];
    const id = randomUUID();
    await died.keep(id, trainer, "window 1");
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 20_000 });
    await there.keep(id, trainee, "window 2");
    expect(await present(there, id)).toEqual(["Alex Morgan", "Jordan Lee"]);
    vi.setSystemTime(Date.now() + 11_000);
    expect(await present(there, id)).toEqual(["Alex Morgan"]);
  });

  test("still has someone who came back at another process, when the dead one's window runs out", async () => {
    const [died, there] = [await redisPresence(), await redisPresence()];
    const id = randomUUID();
    await died.keep(id, trainer, "window 1");
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 5_000 });
    await there.keep(id, trainer, "window 1, again");
    expect(await present(there, id)).toEqual(["Jordan Lee"]);
    vi.setSystemTime(Date.now() + 26_000);
    expect(await present(there, id)).toEqual(["Jordan Lee"]);
    expect(await there.leave(id, trainer, "window 1, again")).toEqual([]);
  });

  test("knows this process's own windows while Redis is gone, and never throws", async () => {
    const here = await redisPresence();
    const id = randomUUID();
    await redis.kill();
    await here.keep(id, trainee, "window 1");
    await here.keep(id, trainer, "window 2");
    expect(await present(here, id)).toEqual(["Alex Morgan", "Jordan Lee"]);
    expect(await here.leave(id, trainer, "window 2")).toEqual([trainee]);
    await redis.restart("empty");
  });
});
