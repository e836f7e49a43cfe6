import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { browserClock } from "./browser-clock";
import { createSessionHttp, type Fetch } from "./session-http";
import { createUpdatesClient } from "./connection/updates-client";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function createHttp(fetch: Fetch) {
  const heads: number[] = [];
  const http = createSessionHttp({ fetch, clock: browserClock, heard: (head) => heads.push(head) });
  return { http, heads };
}

const json = (body: unknown, init: ResponseInit = {}) =>
  Promise.resolve(new Response(JSON.stringify(body), init));

/** A server that never answers, and notices when one gives up. */
const silent: Fetch = (_, { signal }) =>
  new Promise((_resolve, reject) => {
    signal?.addEventListener("abort", () => {
      reject(new DOMException("Aborted", "AbortError"));
    });
  });

test("every answer tells the session's head, errors too", async () => {
  const { http, heads } = createHttp(() =>
    json({ detail: "no" }, { status: 409, headers: { "Session-Head": "12" } }),
  );
  expect((await http("/x"))?.status).toBe(409);
  expect(heads).toEqual([12]);
});

test.each(["", "-1", "1.5", "many", "9".repeat(20)])("a head like %j is no head", async (head) => {
  const { http, heads } = createHttp(() => json({}, { headers: { "Session-Head": head } }));
  await http("/x");
  expect(heads).toEqual([]);
});

test("an answer that isn't JSON has no body", async () => {
  const { http } = createHttp(() => Promise.resolve(new Response("<html>Log in to this Wi-Fi")));
  expect(await http("/x")).toMatchObject({ status: 200, body: undefined });
});

test("a request that nobody answers is given up after its time, and leaves no timer", async () => {
  const { http } = createHttp(silent);
  const answer = http("/x", {}, { timeoutMs: 5_000 });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await answer).toBeNull();
  expect(vi.getTimerCount()).toBe(0);
});

test("a request that is no longer wanted ends at once", async () => {
  const { http } = createHttp(silent);
  const controller = new AbortController();
  const answer = http("/x", {}, { signal: controller.signal });
  controller.abort();
  expect(await answer).toBeNull();
  expect(vi.getTimerCount()).toBe(0);
});

const updatesOf = (fetch: Fetch) => createUpdatesClient("/s", createHttp(fetch).http)("e1:3", 0);

test("updates are read as frames", async () => {
  const events = [{ id: "e1:4", type: "action.taken", data: { seq: 4 } }, "noise", { type: 1 }];
  const answer = await updatesOf(() => json({ events, cursor: "e1:4", head: 5 }));
  expect(answer).toMatchObject({ ok: true, cursor: "e1:4", head: 5, frames: [events[0]] });
});

test("what was read between two polls comes with the next answer", async () => {
  const receipts = [{ role: "customer", name: "Priya Raman", deliveredSeq: 4, readSeq: 3 }];
  const answer = await updatesOf(() => json({ events: [], cursor: "e1:4", head: 4, receipts }));
  const frames = [{ type: "receipt.changed", data: receipts[0] }];
  expect(answer).toMatchObject({ frames: [], receipts: frames });
});

test("a reset comes as a frame of its own", async () => {
  const answer = await updatesOf(() =>
    json({ reset: { reason: "unknown_epoch" }, cursor: "e2:9", head: 9 }),
  );
  const frames = [{ type: "reset", data: { reason: "unknown_epoch", head: 9 } }];
  expect(answer).toEqual({ ok: true, cursor: "e2:9", head: 9, frames, receipts: [], etag: null });
});

test.each([
  ["a page of a captive portal", 200, "<html>"],
  ["an answer without a cursor", 200, { events: [], head: 1 }],
  ["an answer without events", 200, { cursor: "e1:1", head: 1 }],
  ["an ingress's 404", 404, "default backend - 404"],
  ["a filter's 403", 403, { message: "Blocked by your school" }],
])("%s counts as nobody answering", async (_, status, body) => {
  expect(await updatesOf(() => json(body, { status }))).toMatchObject({ ok: false, status: 0 });
});

test("the server's own refusal tells its status", async () => {
  const answer = await updatesOf(() => json({ code: "not_found" }, { status: 404 }));
  expect(answer).toEqual({ ok: false, status: 404, retryAfterMs: null });
});

test("a refusal tells its status and how long to stay away", async () => {
  const headers = { "Retry-After": "4" };
  const answer = await updatesOf(() => json({}, { status: 503, headers }));
  expect(answer).toEqual({ ok: false, status: 503, retryAfterMs: 4_000 });
});
