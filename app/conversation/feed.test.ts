import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { browserClock } from "./browser-clock";
import type { ConversationSnapshot } from "./conversation-snapshot";
import { createFeed } from "./feed";
import { FakeSessionServer } from "./fakes/fake-session-server";
import type { Closed } from "./connection/transport";
import type { UpdatesAnswer } from "./connection/updates-client";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const down = { status: 0, retryAfterMs: null };

test("a catch-up that fails while the history is read anew doesn't make it forget to", async () => {
  const snapshot = new FakeSessionServer().snapshot();
  const loads: ((result: ConversationSnapshot | Closed) => void)[] = [];
  const asked: ((answer: UpdatesAnswer) => void)[] = [];
  const replaced: ConversationSnapshot[] = [];
  const feed = createFeed({
    cursor: "e1:0",
    updates: () => new Promise((resolve) => void asked.push(resolve)),
    load: () => new Promise((resolve) => void loads.push(resolve)),
    apply: () => undefined,
    replace: (next) => void replaced.push(next),
    refused: () => undefined,
    clock: browserClock,
    random: () => 0.5,
  });
  feed.frame({ type: "hello", data: { cursor: "e1:900", head: 900 } });
  feed.frame({ type: "reset", data: { reason: "cursor_too_old", head: 900 } });
  loads.shift()?.(down);
  await vi.advanceTimersByTimeAsync(1);
  asked.shift()?.({ ok: false, ...down });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(loads).toHaveLength(1);
  loads.shift()?.(snapshot);
  await vi.advanceTimersByTimeAsync(1);
  expect(replaced).toEqual([snapshot]);
});
