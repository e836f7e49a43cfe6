import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { browserClock as clock } from "../browser-clock";
import { createKeptOutboxStorage } from "./kept-outbox-storage";
import {
  createLocalOutboxStorage,
  createMemoryOutboxStorage,
  type OutboxStorage,
  type UnsentMessage,
} from "./outbox-storage";
import { createTestWebStorage, denied } from "./test-web-storage";

const at = "2026-01-02T03:04:05.000Z";
const hello: UnsentMessage = {
  ...{ sessionId: "s", key: "a", text: "Hello", createdAt: at, wantedAt: at },
  ...{ state: "waiting", error: null },
};

const refuse = () => Promise.reject(new Error("QuotaExceededError"));
const never = () => new Promise<never>(() => undefined);
const refusing: OutboxStorage = { list: refuse, put: refuse, delete: refuse };
const silent: OutboxStorage = { list: never, put: never, delete: never };

const answersAgain = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  answersAgain.mockClear();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What the next page of the same browser finds. */
const onNextPage = (durable: OutboxStorage, quick: OutboxStorage) =>
  createKeptOutboxStorage({ durable, quick, clock, answersAgain }).list();

const local = () => {
  const storage = createTestWebStorage();
  return createLocalOutboxStorage(() => storage);
};

test("a page that dies at once has kept its message, though the database hasn't it yet", async () => {
  const [durable, quick] = [createMemoryOutboxStorage(), local()];
  void createKeptOutboxStorage({
    durable: { ...durable, put: never },
    quick,
    clock,
    answersAgain,
  }).put(hello);
  expect(await onNextPage(durable, quick)).toEqual([hello]);
});

test("once the database has a message it stands there alone", async () => {
  const [durable, quick] = [createMemoryOutboxStorage(), local()];
  await createKeptOutboxStorage({ durable, quick, clock, answersAgain }).put(hello);
  expect(await quick.list()).toEqual([]);
  expect(await onNextPage(durable, quick)).toEqual([hello]);
});

test("where the database is denied, the message is kept all the same", async () => {
  const quick = local();
  const storage = createKeptOutboxStorage({ durable: refusing, quick, clock, answersAgain });
  await storage.put(hello);
  expect(await storage.list()).toEqual([hello]);
  expect(await onNextPage(refusing, quick)).toEqual([hello]);
});

test("where everything is denied, it lives as long as the page", async () => {
  const quick = createLocalOutboxStorage(denied);
  const storage = createKeptOutboxStorage({ durable: refusing, quick, clock, answersAgain });
  await storage.put(hello);
  expect(await storage.list()).toEqual([hello]);
  await storage.delete("a");
  expect(await storage.list()).toEqual([]);
});

test("a database that doesn't answer holds nothing up for long", async () => {
  const storage = createKeptOutboxStorage({ durable: silent, quick: local(), clock, answersAgain });
  void storage.put(hello);
  const first = storage.list();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await first).toEqual([hello]);
  const second = storage.list();
  await vi.advanceTimersByTimeAsync(0);
  expect(await second).toEqual([hello]);
});

test("what was discarded doesn't come back, even if it couldn't be deleted", async () => {
  const durable = { ...createMemoryOutboxStorage(), delete: refuse };
  const storage = createKeptOutboxStorage({ durable, quick: local(), clock, answersAgain });
  await storage.put(hello);
  await storage.delete("a");
  expect(await storage.list()).toEqual([]);
});

test("a database that can't be read for once makes nothing vanish", async () => {
  const durable = createMemoryOutboxStorage();
  const storage = createKeptOutboxStorage({ durable, quick: local(), clock, answersAgain });
  await storage.put(hello);
  durable.list = refuse;
  expect(await storage.list()).toEqual([hello]);
});

/** As `storage`, each answer after `ms()`. */
const slow = (storage: OutboxStorage, ms: () => number): OutboxStorage => {
  const after = <T>(run: () => Promise<T>) =>
    new Promise<T>((resolve) => {
      setTimeout(() => void run().then(resolve), ms());
    });
  return {
    list: () => after(storage.list),
    put: (message) => after(() => storage.put(message)),
    delete: (key) => after(() => storage.delete(key)),
  };
};

test("a database that was slow once is read again, and what stands in it is told of", async () => {
  const inside = createMemoryOutboxStorage();
  await inside.put(hello);
  let ms = 5_000;
  const durable = slow(inside, () => ms);
  const storage = createKeptOutboxStorage({ durable, quick: local(), clock, answersAgain });
  const blind = storage.list();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await blind).toEqual([]);
  ms = 300;
  await vi.advanceTimersByTimeAsync(3_000);
  expect(answersAgain).toHaveBeenCalledTimes(1);
  const again = storage.list();
  await vi.advanceTimersByTimeAsync(300);
  expect(await again).toEqual([hello]);
});

test("a database that is always late isn't asked over and over for that", async () => {
  const durable = slow(createMemoryOutboxStorage(), () => 5_000);
  const storage = createKeptOutboxStorage({ durable, quick: local(), clock, answersAgain });
  answersAgain.mockImplementation(() => void storage.list());
  void storage.list();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(answersAgain).toHaveBeenCalledTimes(1);
  answersAgain.mockReset();
});

test("where the database is denied, what one tab discards is gone from the other, too", async () => {
  const quick = local();
  const [one, other] = [1, 2].map(() =>
    createKeptOutboxStorage({ durable: refusing, quick, clock, answersAgain }),
  ) as [OutboxStorage, OutboxStorage];
  await one.put(hello);
  expect(await other.list()).toEqual([hello]);
  await other.put({ ...hello, key: "b" });
  await one.delete("a");
  expect((await other.list()).map(({ key }) => key)).toEqual(["b"]);
  await one.list();
  await one.delete("b");
  expect(await other.list()).toEqual([]);
});

test("what the other tab's database has taken doesn't vanish while this tab's is slow", async () => {
  const [durable, quick] = [createMemoryOutboxStorage(), local()];
  const mine = { ...durable };
  const storage = createKeptOutboxStorage({ durable: mine, quick, clock, answersAgain });
  await quick.put(hello);
  expect(await storage.list()).toEqual([hello]);
  await createKeptOutboxStorage({ durable, quick, clock, answersAgain }).put(hello);
  mine.list = refuse;
  expect(await storage.list()).toEqual([hello]);
});
