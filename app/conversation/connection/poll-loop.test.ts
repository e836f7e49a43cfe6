import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { browserClock } from "../browser-clock";
import { createLongPollTransport } from "./long-poll-transport";
import { createShortPollTransport } from "./short-poll-transport";
import type { Closed, Frame, Transport } from "./transport";
import type { FetchUpdates, UpdatesAnswer } from "./updates-client";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const nothing: UpdatesAnswer = {
  ...{ ok: true, frames: [], receipts: [], cursor: "e1:7", head: 7, etag: '"e1:7"' },
};
const news: UpdatesAnswer = {
  ...nothing,
  ...{ frames: [{ type: "message.posted", data: {} }], cursor: "e1:8", head: 8, etag: '"e1:8"' },
};

type Script = (waitSeconds: number) => { after?: number; answer: UpdatesAnswer };

function startPoll(create: (updates: FetchUpdates) => Transport, script: Script) {
  const asked: { at: number; cursor: string; waitSeconds: number; etag: string | null }[] = [];
  const got = { frames: [] as Frame[], ends: [] as Closed[] };
  const startedAt = Date.now();
  const updates: FetchUpdates = (cursor, waitSeconds, { etag = null } = {}) => {
    asked.push({ at: Date.now() - startedAt, cursor, waitSeconds, etag });
    const { after = waitSeconds * 1_000, answer } = script(waitSeconds);
    return new Promise((resolve) => {
      setTimeout(() => {
        resolve(answer);
      }, after);
    });
  };
  const controller = new AbortController();
  const handlers = {
    frame: (frame: Frame) => void got.frames.push(frame),
    closed: (why: Closed) => void got.ends.push(why),
  };
  create(updates).start("e1:7", handlers, controller.signal);
  return { asked, got, controller };
}

const long = (updates: FetchUpdates) => createLongPollTransport({ updates, clock: browserClock });
const short = (updates: FetchUpdates) =>
  createShortPollTransport({ updates, clock: browserClock, random: () => 0.5 });
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe("the long poll", () => {
  test("asks at once, then lets the server wait longer and longer, up to twenty seconds", async () => {
    const { asked } = startPoll(long, () => ({ answer: nothing }));
    await pass(70_000);
    expect(asked.map(({ waitSeconds }) => waitSeconds)).toEqual([0, 3, 6, 12, 20, 20, 20]);
  });

  test("doesn't storm a server or a cache that doesn't wait", async () => {
    const { asked } = startPoll(long, () => ({ after: 1, answer: nothing }));
    await pass(10_000);
    expect(asked.length).toBeLessThanOrEqual(12);
  });

  test("asks again at once after news, from where that led to", async () => {
    const { asked } = startPoll(long, () => ({ after: 50, answer: news }));
    await pass(101);
    expect(asked.map(({ at, cursor }) => [at, cursor])).toEqual([
      [0, "e1:7"],
      [50, "e1:8"],
      [100, "e1:8"],
    ]);
  });

  test("ends at the first request without an answer, and says why", async () => {
    const lost: UpdatesAnswer = { ok: false, status: 504, retryAfterMs: null };
    const { asked, got } = startPoll(long, (wait) => ({ answer: wait === 0 ? nothing : lost }));
    await pass(60_000);
    expect(asked).toHaveLength(2);
    expect(got.frames).toEqual([{ type: "heartbeat", data: { head: 7 } }]);
    expect(got.ends).toEqual([{ status: 504, retryAfterMs: null }]);
  });
});

describe("the short poll", () => {
  test("never lets the server wait, asks every one to two seconds, and names the answer it has", async () => {
    const { asked } = startPoll(short, () => ({ answer: nothing }));
    await pass(60_000);
    const pauses = asked.slice(1).map(({ at }, before) => at - (asked[before]?.at ?? 0));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(1_000);
    // A millisecond is how long setTimeout(0) takes.
    expect(Math.max(...pauses)).toBe(2_001);
    expect(asked.every(({ waitSeconds }) => waitSeconds === 0)).toBe(true);
    expect(asked.slice(0, 2).map(({ etag }) => etag)).toEqual([null, '"e1:7"']);
  });

  test("is quickest after news", async () => {
    let answer = nothing;
    const { asked } = startPoll(short, () => ({ answer }));
    await pass(60_000);
    answer = news;
    await pass(3_001);
    const [before, last] = asked.slice(-2);
    expect((last?.at ?? 0) - (before?.at ?? 0)).toBe(1_001);
  });

  test("leaves no timer behind when it is told to stop", async () => {
    const { asked, controller } = startPoll(short, () => ({ answer: nothing }));
    await pass(500);
    controller.abort();
    expect(vi.getTimerCount()).toBe(0);
    await pass(10_000);
    expect(asked).toHaveLength(1);
  });
});
