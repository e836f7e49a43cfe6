import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { browserClock } from "./browser-clock";
import { createTypingExpiry } from "./typing-expiry";
import { createTypingSender } from "./typing-sender";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function createSender() {
  const said: boolean[] = [];
  const sender = createTypingSender({
    post: (typing) => said.push(typing),
    clock: browserClock,
  });
  return { sender, said };
}

test("a long spell of typing is told every three seconds, and its end once", () => {
  const { sender, said } = createSender();
  sender.set(true);
  sender.set(true);
  vi.advanceTimersByTime(6_500);
  expect(said).toEqual([true, true, true]);
  sender.set(false);
  sender.set(false);
  vi.advanceTimersByTime(60_000);
  expect(said).toEqual([true, true, true, false]);
});

test("typing, stopping and typing again never tells more than once in three seconds", () => {
  const { sender, said } = createSender();
  for (let at = 0; at < 10; at += 1) {
    sender.set(true);
    sender.set(false);
  }
  sender.set(true);
  expect(said).toEqual([true, false]);
  vi.advanceTimersByTime(3_000);
  expect(said).toEqual([true, false, true]);
});

test("someone who leaves half a sentence behind doesn't type for ever", () => {
  const { sender, said } = createSender();
  sender.set(true);
  vi.advanceTimersByTime(10 * 60_000);
  expect(said.at(-1)).toBe(false);
  expect(said.length).toBeLessThan(25);
});

test("leaving the page ends the spell", () => {
  const { sender, said } = createSender();
  sender.set(true);
  sender.stop();
  expect(said).toEqual([true, false]);
  expect(vi.getTimerCount()).toBe(0);
});

test("typing whose end got lost ends by itself, each author in their own time", () => {
  const ended: string[] = [];
  const expiry = createTypingExpiry({
    clock: browserClock,
    expired: ({ name }) => ended.push(name),
  });
  const author = (name: string) => ({ role: "customer" as const, name });
  expiry.note({ author: author("Priya"), typing: true, expiresInMs: 6_000 });
  expiry.note({ author: author("Marcus"), typing: true, expiresInMs: 2_000 });
  vi.advanceTimersByTime(5_000);
  expect(ended).toEqual(["Marcus"]);
  expiry.note({ author: author("Priya"), typing: true, expiresInMs: 6_000 });
  vi.advanceTimersByTime(5_000);
  expect(ended).toEqual(["Marcus"]);
  expiry.note({ author: author("Priya"), typing: false, expiresInMs: 0 });
  vi.advanceTimersByTime(60_000);
  expect(ended).toEqual(["Marcus"]);
});
