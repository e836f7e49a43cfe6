import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createTicker } from "./ticker.server";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("all members are called at each tick, and none after it has left", () => {
  const { join } = createTicker(500);
  const calls: string[] = [];
  const leave = join(() => calls.push("one"));
  join(() => calls.push("two"));
  vi.advanceTimersByTime(500);
  leave();
  vi.advanceTimersByTime(500);
  expect(calls).toEqual(["one", "two", "two"]);
});

test("it rests while nobody is there, and starts again", () => {
  const { join } = createTicker(500);
  let calls = 0;
  for (const expected of [1, 2]) {
    const leave = join(() => (calls += 1));
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(500);
    expect(calls).toBe(expected);
    leave();
    leave();
    expect(vi.getTimerCount()).toBe(0);
  }
});

test("a member that leaves while it is called disturbs no other", () => {
  const { join } = createTicker(500);
  const calls: string[] = [];
  const leave = join(() => {
    leave();
    calls.push("one");
  });
  join(() => calls.push("two"));
  vi.advanceTimersByTime(1_000);
  expect(calls).toEqual(["one", "two", "two"]);
});
