import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { browserClock } from "./browser-clock";
import type { ConversationSnapshot } from "./conversation-snapshot";
import type { SessionEvent } from "./events";
import { createFeed } from "./feed";
import { FakeSessionServer } from "./fakes/fake-session-server";
import { eventOf } from "./fakes/fake-wire-server";
import type { Closed } from "./connection/transport";
import type { UpdatesAnswer } from "./connection/updates-client";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const down = { status: 0, retryAfterMs: null };

/** A feed whose requests wait until a test answers them. */
function stageFeed() {
  const loads: ((result: ConversationSnapshot | Closed) => void)[] = [];
  const asked: ((answer: UpdatesAnswer) => void)[] = [];
  const replaced: ConversationSnapshot[] = [];
  const applied: SessionEvent[] = [];
  const feed = createFeed({
    cursor: "e1:0",
    updates: () => new Promise((resolve) => void asked.push(resolve)),
    load: () => new Promise((resolve) => void loads.push(resolve)),
    apply: (events) => void applied.push(...events),
    replace: (next) => void replaced.push(next),
    refused: () => undefined,
    clock: browserClock,
    random: () => 0.5,
  });
  const hello = () => {
    feed.frame({ type: "hello", data: { cursor: "e1:900", head: 900 } });
  };
  const reset = () => {
    feed.frame({ type: "reset", data: { reason: "cursor_too_old", head: 900 } });
  };
  return { feed, hello, reset, loads, asked, replaced, applied };
}

test("a catch-up that fails while the history is read anew doesn't make it forget to", async () => {
  const snapshot = new FakeSessionServer().snapshot();
  const { hello, reset, loads, asked, replaced } = stageFeed();
  hello();
  reset();
  loads.shift()?.(down);
  await vi.advanceTimersByTimeAsync(1);
  asked.shift()?.({ ok: false, ...down });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(loads).toHaveLength(1);
  loads.shift()?.(snapshot);
  await vi.advanceTimersByTimeAsync(1);
  expect(replaced).toEqual([snapshot]);
});

describe("after the page was left", () => {
  test("a catch-up that fails isn't repeated", async () => {
    const { feed, hello, asked } = stageFeed();
    hello();
    feed.stop();
    asked.shift()?.({ ok: false, ...down });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("a reading of the history that fails isn't repeated", async () => {
    const { feed, reset, loads } = stageFeed();
    reset();
    feed.stop();
    loads.shift()?.(down);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(loads).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("a catch-up that brings only a part asks for no more, and what it brings comes later", async () => {
    const { feed, hello, asked, applied } = stageFeed();
    hello();
    feed.stop();
    const frames = [eventOf("s", 1)];
    asked.shift()?.({ ok: true, frames, receipts: [], cursor: "e1:1", head: 900, etag: null });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toEqual([]);
    expect(applied).toEqual([]);
    expect(feed.cursor()).toBe("e1:0");
  });

  test("what a late answer says of the head fetches nothing", async () => {
    const { feed, asked } = stageFeed();
    feed.stop();
    feed.heard(7);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("the next stream has it go on, and what fails is repeated again", async () => {
    const { feed, hello, asked } = stageFeed();
    hello();
    feed.stop();
    hello();
    asked.shift()?.({ ok: false, ...down });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(1);
  });
});
