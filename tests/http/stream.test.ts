import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  type Api,
  cursorParts,
  expectProblem,
  readAnswer,
  signIn,
  type StreamOptions,
} from "../support/api";
import type { OpenStream } from "../support/open-stream";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
let trainee: Api;
let trainer: Api;
const streams: OpenStream[] = [];
/** Open from the first test to the last, which asks when the second heartbeat came. */
let watched: { stream: OpenStream; head: number; waitedMs: Promise<number> };

beforeAll(async () => {
  server = await startServer({ env: { CUSTOMER_PACE: "off" } });
  [trainee, trainer] = await Promise.all([
    signIn(server.url, "trainee"),
    signIn(server.url, "trainer"),
  ]);
  const { id, head } = await sessionWith(0);
  const stream = await trainee.stream(id);
  watched = { stream, head: head + 1, waitedMs: untilSecondBeat(stream) };
  await trainee.post(id, "said since");
});
afterEach(async () => {
  await Promise.all(streams.splice(0).map((stream) => stream.close()));
});
afterAll(() => server.stop());

async function untilSecondBeat(stream: OpenStream): Promise<number> {
  const openedAt = Date.now();
  const first = await stream.find(({ type }) => type === "heartbeat");
  await stream.find((event) => event.type === "heartbeat" && event !== first);
  return Date.now() - openedAt;
}

async function open(id: string, options: StreamOptions = {}, api = trainee): Promise<OpenStream> {
  const stream = await api.stream(id, options);
  streams.push(stream);
  return stream;
}
const seqsOf = (stream: OpenStream) => stream.durable().map(({ data }) => data["seq"]);
const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => from + n);
const hello = (stream: OpenStream) => stream.find(({ type }) => type === "hello");
const second = async (stream: OpenStream) => {
  await stream.find((event) => event !== stream.events[0]);
  return stream.events[1];
};

/** A session with so many events behind the opening, and a cursor for each seq. */
async function sessionWith(posts: number) {
  const { session, cursor } = await trainee.start();
  await Promise.all(range(1, posts).map((n) => trainee.post(session.id, `line ${String(n)}`)));
  const { epoch, seq } = cursorParts(cursor);
  return { id: session.id, head: seq + posts, at: (place: number) => `${epoch}:${String(place)}` };
}

describe("a stream", () => {
  test("has the headers that keep it whole on its way", async () => {
    const { id, head } = await sessionWith(0);
    const { status, headers } = await open(id);
    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("text/event-stream");
    expect(headers["cache-control"]).toBe("no-store, no-transform");
    expect(headers["x-accel-buffering"]).toBe("no");
    expect(headers["session-head"]).toBe(String(head));
    expect(headers).not.toHaveProperty("content-length");
    expect(headers).not.toHaveProperty("content-encoding");
  });

  test("is not compressed for who would take it so", async () => {
    const { id } = await sessionWith(0);
    const abort = new AbortController();
    const response = await fetch(`${server.url}/api/v1/sessions/${id}/events`, {
      headers: { Authorization: `Bearer ${trainee.token ?? ""}`, "Accept-Encoding": "gzip, br" },
      signal: abort.signal,
    });
    expect(response.headers.get("Content-Encoding")).toBeNull();
    abort.abort();
  });

  test("begins with padding, retry, hello with an id, and a second event right behind", async () => {
    const { id, head, at } = await sessionWith(2);
    const stream = await open(id);
    const { id: position, data } = await hello(stream);
    expect(stream.events[0]?.type).toBe("hello");
    expect(stream.padding()).toBeGreaterThanOrEqual(2_048);
    expect(stream.retry()).toBeGreaterThanOrEqual(500);
    expect(position).toBe(at(head));
    expect(data).toMatchObject({ cursor: at(head), head, resumed: false });
    expect(data["heartbeatMs"]).toBeLessThanOrEqual(15_000);
    expect(Math.abs(Date.parse(String(data["serverTime"])) - Date.now())).toBeLessThan(5_000);
    expect(await second(stream)).toMatchObject({ type: "heartbeat", data: { head } });
  });

  test("from the head says only what comes", async () => {
    const { id, head } = await sessionWith(3);
    const stream = await open(id);
    await hello(stream);
    await trainee.post(id, "next");
    await stream.reach(head + 1);
    expect(seqsOf(stream)).toEqual([head + 1]);
  });

  test("carries a posted message just as the post answered and the history has it", async () => {
    const { id, at } = await sessionWith(0);
    const stream = await open(id);
    const text = 'x\n\nevent: reset\ndata: {}\n\u2028 "😀" \\ é';
    const { body } = await trainee.post(id, text);
    await stream.reach(body.message.seq);
    const event = stream.durable()[0];
    expect(event).toEqual({ id: at(body.message.seq), type: "message.posted", data: body.message });
    expect((await trainee.list(id, "limit=1")).messages).toEqual([body.message]);
  });

  test("resumes behind ?cursor=", async () => {
    const { id, head, at } = await sessionWith(5);
    const stream = await open(id, { query: `?cursor=${at(2)}` });
    expect(await hello(stream)).toMatchObject({
      id: at(2),
      data: { cursor: at(2), head, resumed: true },
    });
    await stream.reach(head);
    expect(seqsOf(stream)).toEqual(range(3, head));
  });

  test("resumes behind Last-Event-ID, which wins over ?cursor=", async () => {
    const { id, head, at } = await sessionWith(5);
    const stream = await open(id, { lastEventId: at(head - 1), query: `?cursor=${at(1)}` });
    expect((await hello(stream)).id).toBe(at(head - 1));
    await stream.reach(head);
    expect(seqsOf(stream)).toEqual([head]);
  });

  test("takes an empty Last-Event-ID for none", async () => {
    const { id, head, at } = await sessionWith(3);
    const behind = await open(id, { lastEventId: "", query: `?cursor=${at(head - 1)}` });
    expect((await hello(behind)).id).toBe(at(head - 1));
    const neither = await open(id, { lastEventId: "", query: "?cursor=" });
    expect(await hello(neither)).toMatchObject({ id: at(head), data: { resumed: false } });
  });

  test("by POST is the same stream", async () => {
    const { id, head, at } = await sessionWith(3);
    const resumed = await open(id, { method: "POST", body: { cursor: at(1) } });
    expect(resumed.headers["content-type"]).toBe("text/event-stream");
    await resumed.reach(head);
    expect(seqsOf(resumed)).toEqual(range(2, head));
    for (const body of [{}, { cursor: "" }, { cursor: null }, undefined]) {
      const fresh = await open(id, { method: "POST", body });
      expect((await hello(fresh)).id).toBe(at(head));
    }
    const both = await open(id, { method: "POST", body: { cursor: at(1) }, lastEventId: at(head) });
    expect((await hello(both)).id).toBe(at(head));
  });

  test("by POST with a cursor of another type is 422", async () => {
    const { id } = await sessionWith(0);
    const answer = await trainee.call("POST", `/sessions/${id}/events`, { body: { cursor: 5 } });
    expectProblem(answer, 422, "invalid_input");
    expect(answer.headers.get("Session-Head")).toMatch(/^\d+$/);
  });

  test("asked for with HEAD ends with its headers", async () => {
    const { id, head } = await sessionWith(0);
    const response = await fetch(`${server.url}/api/v1/sessions/${id}/events`, {
      method: "HEAD",
      headers: { Authorization: `Bearer ${trainee.token ?? ""}` },
    });
    expect(response.headers.get("Content-Type")).toBe("text/event-stream");
    expect((await readAnswer(response)).headers.get("Session-Head")).toBe(String(head));
  });

  test("is read by a trainer, too", async () => {
    const { id, head, at } = await sessionWith(1);
    const stream = await open(id, { query: `?cursor=${at(0)}` }, trainer);
    await stream.reach(head);
    expect(seqsOf(stream)).toEqual(range(1, head));
  });
});

describe("a cursor that can't be continued is answered with a reset", () => {
  test.each([
    ["unknown_epoch", (_head: number) => "someotherepoch:1"],
    ["cursor_ahead", (head: number, at: (seq: number) => string) => at(head + 1)],
    ["cursor_ahead", (_head: number, at: (seq: number) => string) => at(999_999_999_999_999)],
    ["bad_cursor", () => "garbage"],
    ["bad_cursor", () => ":"],
    ["bad_cursor", (_head: number, at: (seq: number) => string) => `${at(1)} `.replace(" ", "x")],
    ["bad_cursor", (_head: number, at: (seq: number) => string) => at(-1)],
    ["bad_cursor", (_head: number, at: (seq: number) => string) => at(1.5)],
    ["bad_cursor", (_head: number, at: (seq: number) => string) => at(9_007_199_254_740_992)],
  ])("%s: hello at the head, then the reason, then live", async (reason, make) => {
    const { id, head, at } = await sessionWith(2);
    const stream = await open(id, { lastEventId: make(head, at) });
    expect(await second(stream)).toEqual({ id: undefined, type: "reset", data: { reason, head } });
    expect(stream.events[0]).toMatchObject({
      id: at(head),
      type: "hello",
      data: { cursor: at(head), head, resumed: false },
    });
    await trainee.post(id, "goes on");
    await stream.reach(head + 1);
    expect(seqsOf(stream)).toEqual([head + 1]);
  });

  test("a replay holds 300 events; one more is cursor_too_old and no part of it is sent", async () => {
    const { id, head, at } = await sessionWith(305);
    const good = await open(id, { query: `?cursor=${at(head - 300)}` });
    await good.reach(head);
    expect(seqsOf(good)).toEqual(range(head - 299, head));
    expect(good.events.map(({ type }) => type)).not.toContain("reset");
    const old = await open(id, { query: `?cursor=${at(head - 301)}` });
    expect((await second(old))?.data).toEqual({ reason: "cursor_too_old", head });
    await trainee.post(id, "live");
    await old.reach(head + 1);
    expect(seqsOf(old)).toEqual([head + 1]);
  });
});

describe("many at once", () => {
  test("every event arrives once and in order while many are posted", async () => {
    const { id, head, at } = await sessionWith(10);
    const readers = await Promise.all(
      range(1, 30).map((n) => open(id, n % 3 === 0 ? {} : { query: `?cursor=${at(n % 10)}` })),
    );
    const starts = await Promise.all(
      readers.map(async (stream) => cursorParts((await hello(stream)).id ?? "").seq),
    );
    const posts = range(1, 200).map((n) => trainee.post(id, `at once ${String(n)}`));
    const late = range(1, 10).map(() => open(id, { query: `?cursor=${at(3)}` }));
    await Promise.all(posts);
    readers.push(...(await Promise.all(late)));
    starts.push(...range(1, 10).map(() => 3));
    await Promise.all(readers.map((stream) => stream.reach(head + 200)));
    for (const [n, stream] of readers.entries()) {
      expect(seqsOf(stream)).toEqual(range((starts[n] ?? 0) + 1, head + 200));
    }
  });

  test("page and stream together miss nothing", async () => {
    const { id, head } = await sessionWith(0);
    const posting = Promise.all(range(1, 120).map((n) => trainee.post(id, `post ${String(n)}`)));
    const readers = await Promise.all(
      range(1, 12).map(async () => {
        const { messages, cursor } = await trainee.list(id, "limit=100&after=0");
        const from = messages.at(-1)?.seq ?? 0;
        const page = messages.map(({ seq }) => seq);
        const stream = await open(id, { query: `?cursor=${cursor}` });
        return { page, from, cursor: cursorParts(cursor).seq, stream };
      }),
    );
    await posting;
    const everything = range(1, head + 120);
    for (const { page, from, cursor, stream } of readers) {
      // More than a page had been posted: the history goes on from where the page ended.
      const rest =
        from < cursor ? (await trainee.list(id, `limit=100&after=${String(from)}`)).messages : [];
      // On a busy machine all may have been posted before the page was asked for.
      if (cursor < head + 120) await stream.reach(head + 120);
      const seen = [...page, ...rest.map(({ seq }) => seq), ...seqsOf(stream)] as number[];
      expect([...new Set(seen)].sort((a, b) => a - b)).toEqual(everything);
      expect(seqsOf(stream)).toEqual(range(cursor + 1, head + 120));
    }
  });

  test("a session's stream says nothing of another's", async () => {
    const [one, two] = [await sessionWith(0), await sessionWith(0)];
    const stream = await open(one.id);
    await hello(stream);
    await trainee.post(two.id, "elsewhere");
    await trainee.post(one.id, "here");
    await stream.reach(one.head + 1);
    expect(stream.durable().map(({ data }) => data["sessionId"])).toEqual([one.id]);
  });
});

test("a stream beats at least every fifteen seconds, with the head", async () => {
  const { stream, head, waitedMs } = watched;
  expect(await waitedMs).toBeLessThan(15_500);
  expect(stream.events.filter(({ type }) => type === "heartbeat").at(-1)?.data).toEqual({ head });
  await stream.close();
});
