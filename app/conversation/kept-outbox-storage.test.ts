import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { browserClock as clock } from "./browser-clock";
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

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What the next page of the same browser finds. */
const onNextPage = (durable: OutboxStorage, quick: OutboxStorage) =>
  createKeptOutboxStorage({ durable, quick, clock }).list();

const local = () => {
  const storage = createTestWebStorage();
  return createLocalOutboxStorage(() => storage);
};

test("a page that dies at once has kept its message, though the database hasn't it yet", async () => {
  const [durable, quick] = [createMemoryOutboxStorage(), local()];
  void createKeptOutboxStorage({ durable: { ...durable, put: never }, quick, clock }).put(hello);
  expect(await onNextPage(durable, quick)).toEqual([hello]);
});

test("once the database has a message it stands there alone", async () => {
  const [durable, quick] = [createMemoryOutboxStorage(), local()];
  await createKeptOutboxStorage({ durable, quick, clock }).put(hello);
  expect(await quick.list()).toEqual([]);
  expect(await onNextPage(durable, quick)).toEqual([hello]);
});

test("where the database is denied, the message is kept all the same", async () => {
  const quick = local();
  const storage = createKeptOutboxStorage({ durable: refusing, quick, clock });
  await storage.put(hello);
  expect(await storage.list()).toEqual([hello]);
  expect(await onNextPage(refusing, quick)).toEqual([hello]);
});

test("where everything is denied, it lives as long as the page", async () => {
  const quick = createLocalOutboxStorage(denied);
  const storage = createKeptOutboxStorage({ durable: refusing, quick, clock });
  await storage.put(hello);
  expect(await storage.list()).toEqual([hello]);
  await storage.delete("a");
  expect(await storage.list()).toEqual([]);
});

test("a database that doesn't answer holds nothing up for long", async () => {
  const storage = createKeptOutboxStorage({ durable: silent, quick: local(), clock });
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
  const storage = createKeptOutboxStorage({ durable, quick: local(), clock });
  await storage.put(hello);
  await storage.delete("a");
  expect(await storage.list()).toEqual([]);
});

test("a database that can't be read for once makes nothing vanish", async () => {
  const durable = createMemoryOutboxStorage();
  const storage = createKeptOutboxStorage({ durable, quick: local(), clock });
  await storage.put(hello);
  durable.list = refuse;
  expect(await storage.list()).toEqual([hello]);
});
