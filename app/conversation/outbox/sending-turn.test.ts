import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { browserClock as clock } from "../browser-clock";
import { createTestLocks } from "./one-browser";
import { createTurns, type TakeTurn } from "./sending-turn";
import { createTestWebStorage, denied } from "./test-web-storage";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Two pages of one browser. */
const byLocks = (): [TakeTurn, TakeTurn] => {
  const locks = createTestLocks();
  const turns = (page: string) => createTurns({ locks, storage: denied, clock, page });
  return [turns("one"), turns("two")];
};
const onPlainHttp = (): [TakeTurn, TakeTurn] => {
  const items = createTestWebStorage();
  const storage = () => items;
  const turns = (page: string) => createTurns({ locks: undefined, storage, clock, page });
  return [turns("one"), turns("two")];
};

const done = () => Promise.resolve("done");

test.each([
  ["by locks", byLocks],
  ["on plain HTTP", onPlainHttp],
])("%s one page sends at a time, and the other one has its turn afterwards", async (_, open) => {
  const [one, two] = open();
  let finish: (result: string) => void = () => undefined;
  const first = one("s", () => new Promise<string>((resolve) => (finish = resolve)));
  await vi.advanceTimersByTimeAsync(0);
  expect(await two("s", done)).toBeNull();
  expect(await two("another session", done)).toBe("done");
  finish("sent");
  expect(await first).toBe("sent");
  expect(await two("s", done)).toBe("done");
});

test.each([
  ["by locks", byLocks],
  ["on plain HTTP", onPlainHttp],
])("%s a page that froze in the middle doesn't hold the others up for ever", async (_, open) => {
  const [one, two] = open();
  void one("s", () => new Promise(() => undefined));
  await vi.advanceTimersByTimeAsync(0);
  expect(await two("s", done)).toBeNull();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await two("s", done)).toBe("done");
});

test("where neither locks nor notes are allowed, sending goes on", async () => {
  const locks = { request: () => Promise.reject(new DOMException("", "SecurityError")) };
  const sandboxed = createTurns({ locks, storage: denied, clock, page: "one" });
  expect(await sandboxed("s", done)).toBe("done");
  const noLocks = createTurns({ locks: undefined, storage: denied, clock, page: "one" });
  expect(await noLocks("s", done)).toBe("done");
});
