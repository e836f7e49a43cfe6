import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  type Answer,
  type Api,
  createApi,
  cursorParts,
  expectProblem,
  readAnswer,
  signIn,
  type Updates,
} from "../support/api";
import { openStream, type OpenStream } from "../support/open-stream";
import { visitAs } from "../support/page-visitor";
import { startServer, type TestServer } from "../support/server";
import type { SseEvent } from "../support/sse";

let server: TestServer;
let trainee: Api;
let other: Api;
let trainer: Api;
const streams: OpenStream[] = [];

beforeAll(async () => {
  server = await startServer({ env: { CUSTOMER_PACE: "off", RATE_LIMITS: "on" } });
  [trainee, other, trainer] = await Promise.all([
    signIn(server.url, "trainee"),
    signIn(server.url, "other"),
    signIn(server.url, "trainer"),
  ]);
});
afterEach(async () => {
  await Promise.all(streams.splice(0).map((stream) => stream.close()));
  await expect.poll(openReaders, { interval: 10, timeout: 10_000 }).toEqual([0, 0]);
});
afterAll(() => server.stop());

type Sessions = Record<string, string | null>;
const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => from + n);

/** How many streams and how many polls are open. */
async function openReaders(): Promise<number[]> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return ["stream", "poll"].map((transport) => {
    const line = new RegExp(`^deskside_open_readers\\{transport="${transport}"\\} (\\d+)$`, "m");
    return Number(line.exec(text)?.[1] ?? 0);
  });
}

async function byPost(sessions: Sessions, api = trainee): Promise<OpenStream> {
  const headers = {
    Authorization: `Bearer ${api.token ?? ""}`,
    "Content-Type": "application/json",
  };
  const body = JSON.stringify({ sessions });
  const stream = await openStream(`${server.url}/api/v1/events`, { method: "POST", headers, body });
  streams.push(stream);
  return stream;
}

async function byGet(sessions: Sessions, api = trainee): Promise<OpenStream> {
  const query = Object.entries(sessions).map(([id, cursor]) => [
    "session",
    `${id}@${cursor ?? ""}`,
  ]);
  const url = `${server.url}/api/v1/events?${new URLSearchParams(query).toString()}`;
  const headers = { Authorization: `Bearer ${api.token ?? ""}` };
  const stream = await openStream(url, { method: "GET", headers });
  streams.push(stream);
  return stream;
}

/** A session with so many posts behind the opening, and a cursor for each seq. */
async function sessionWith(posts: number, api = trainee) {
  const { session, cursor } = await api.start();
  const { epoch, seq } = cursorParts(cursor);
  await Promise.all(range(1, posts).map((n) => api.post(session.id, `line ${String(n)}`)));
  return { id: session.id, head: seq + posts, at: (place: number) => `${epoch}:${String(place)}` };
}

type Inner = Record<string, unknown>;
const of = (id: string, type?: string) => (event: SseEvent) =>
  event.data["sessionId"] === id && (type === undefined || event.type === type);
const inner = (event: SseEvent) => event.data["data"] as Inner;
const seqsOf = (stream: OpenStream, id: string) =>
  stream.events
    .filter((event) => of(id)(event) && "seq" in inner(event))
    .map((e) => inner(e)["seq"]);
const reach = (stream: OpenStream, id: string, seq: number) =>
  stream.find((event) => of(id)(event) && inner(event)["seq"] === seq);

describe.each([
  ["GET", byGet],
  ["POST", byPost],
])("one stream for several sessions, by %s", (_, open) => {
  test("greets, replays and goes on live for each from its own cursor", async () => {
    const [one, two] = [await sessionWith(3), await sessionWith(5)];
    const stream = await open({ [one.id]: one.at(1), [two.id]: "" });
    expect(stream.headers["content-type"]).toBe("text/event-stream");
    expect(stream.headers["cache-control"]).toBe("no-store, no-transform");
    expect(stream.padding()).toBeGreaterThanOrEqual(2_048);
    expect(stream.retry()).toBeGreaterThanOrEqual(500);
    expect(inner(await stream.find(of(one.id, "hello")))).toMatchObject({
      cursor: one.at(1),
      head: one.head,
      resumed: true,
    });
    expect(inner(await stream.find(of(two.id, "hello")))).toMatchObject({
      cursor: two.at(two.head),
      head: two.head,
      resumed: false,
    });
    for (const { id, head } of [one, two]) {
      expect(inner(await stream.find(of(id, "heartbeat")))).toEqual({ head });
    }
    const { body } = await trainee.post(two.id, "to the second");
    const posted = await reach(stream, two.id, two.head + 1);
    expect(posted).toEqual({
      id: undefined,
      type: "message.posted",
      data: { sessionId: two.id, id: two.at(two.head + 1), data: body.message },
    });
    await reach(stream, one.id, one.head);
    expect(seqsOf(stream, one.id)).toEqual(range(2, one.head));
    expect(seqsOf(stream, two.id)).toEqual([two.head + 1]);
    expect(await openReaders()).toEqual([1, 0]);
  });
});

describe("one stream for several sessions", () => {
  test("says of each what can't be continued, and goes on with it", async () => {
    const [good, bad] = [await sessionWith(2), await sessionWith(2)];
    const stream = await byPost({ [good.id]: good.at(1), [bad.id]: "someotherepoch:1" });
    const reset = await stream.find(of(bad.id, "reset"));
    expect(inner(reset)).toEqual({ reason: "unknown_epoch", head: bad.head });
    await trainee.post(bad.id, "goes on");
    await reach(stream, bad.id, bad.head + 1);
    await reach(stream, good.id, good.head);
    expect(seqsOf(stream, bad.id)).toEqual([bad.head + 1]);
    expect(stream.events.filter(({ type }) => type === "reset")).toEqual([reset]);
  });

  test("is silent about another's session and one that isn't, alike; the others go on", async () => {
    const [mine, theirs] = [await sessionWith(0), await sessionWith(0, other)];
    const none = crypto.randomUUID();
    const stream = await byPost({ [theirs.id]: theirs.at(0), [mine.id]: "", [none]: "", x: null });
    for (const id of [theirs.id, none, "x"]) {
      expect((await stream.find(of(id))).data).toEqual({ sessionId: id, status: 404 });
    }
    await other.post(theirs.id, "not for you");
    await trainee.post(mine.id, "for me");
    await reach(stream, mine.id, mine.head + 1);
    expect(stream.events.filter(of(theirs.id)).map(({ type }) => type)).toEqual(["gone"]);
    expect(JSON.stringify(stream.events)).not.toContain("not for you");
  });

  test("of nothing that may be read says so and ends", async () => {
    const theirs = await sessionWith(0, other);
    const stream = await byPost({ [theirs.id]: "" });
    await stream.ended;
    expect(stream.events.map(({ type }) => type)).toEqual(["gone"]);
  });

  test("is read by a trainer, too", async () => {
    const [one, two] = [await sessionWith(1), await sessionWith(1, other)];
    const stream = await byPost({ [one.id]: one.at(0), [two.id]: two.at(0) }, trainer);
    for (const { id, head } of [one, two]) {
      await reach(stream, id, head);
      expect(seqsOf(stream, id)).toEqual(range(1, head));
    }
  });

  test("brings every event of every session once and in order while many are posted", async () => {
    const sessions = await Promise.all(range(1, 8).map(() => sessionWith(2)));
    const cursors = Object.fromEntries(sessions.map(({ id, at }) => [id, at(1)]));
    const readers = await Promise.all([byPost(cursors), byGet(cursors), byPost(cursors)]);
    const posts = range(1, 15).flatMap((n) =>
      sessions.map(({ id }) => trainee.post(id, `at once ${String(n)}`)),
    );
    readers.push(await byGet(cursors));
    await Promise.all(posts);
    for (const stream of readers) {
      for (const { id, head } of sessions) {
        await reach(stream, id, head + 15);
        expect(seqsOf(stream, id)).toEqual(range(2, head + 15));
      }
    }
  });

  test("knows a session whatever the case of its id", async () => {
    const { id, head } = await sessionWith(0);
    const stream = await byPost({ [id.toUpperCase()]: "" });
    await trainee.post(id, "same");
    await reach(stream, id, head + 1);
  });

  test("that nobody reads any more leaves nothing behind, and counts as one of twenty", async () => {
    const sessions = await Promise.all(range(1, 5).map(() => sessionWith(0)));
    const all = Object.fromEntries(sessions.map(({ id }) => [id, null]));
    await Promise.all(range(1, 20).map(() => byPost(all)));
    expect(await openReaders()).toEqual([20, 0]);
    const refused = await trainee.call("POST", "/events", { body: { sessions: all } });
    expectProblem(refused, 429, "too_many_requests");
    await Promise.all(streams.splice(0).map((stream) => stream.close()));
    const again = await byPost(all);
    expect(again.status).toBe(200);
  });

  test("ends within five seconds of a sign-out", async () => {
    const visitor = await visitAs(server.url, "trainee");
    const [one, two] = [await sessionWith(0), await sessionWith(0)];
    const url = `${server.url}/api/v1/events?session=${one.id}&session=${two.id}`;
    const headers = { Cookie: visitor.cookies() };
    const stream = await openStream(url, { method: "GET", headers });
    streams.push(stream);
    await stream.find(of(two.id, "hello"));
    const since = Date.now();
    expect((await visitor.post("/logout", {})).status).toBe(303);
    await stream.ended;
    expect(Date.now() - since).toBeLessThan(12_000);
  });

  test("by POST with a cookie needs the page's token", async () => {
    const visitor = await visitAs(server.url, "trainee");
    for (const path of ["events", "updates"]) {
      const answer = await fetch(`${server.url}/api/v1/${path}`, {
        method: "POST",
        headers: { Cookie: visitor.cookies(), "Content-Type": "application/json" },
        body: JSON.stringify({ sessions: { a: "" } }),
      });
      expectProblem(await readAnswer(answer), 403, "csrf_failed");
    }
  });

  test.each<[string, string, unknown]>([
    ["no session", "POST /events", { sessions: {} }],
    ["no sessions at all", "POST /events", {}],
    ["a cursor that is a number", "POST /events", { sessions: { a: 5 } }],
    [
      "twenty-one",
      "POST /events",
      { sessions: Object.fromEntries(range(1, 21).map((n) => [`s${String(n)}`, ""])) },
    ],
    ["no session", "GET /events", undefined],
    ["no session", "GET /events?session=", undefined],
    ["another form", "GET /events?session[]=a", undefined],
    [
      "twenty-one",
      `GET /events?${range(1, 21)
        .map((n) => `session=${String(n)}`)
        .join("&")}`,
      undefined,
    ],
    ["no session", "POST /updates", { sessions: {}, wait: 1 }],
    ["a wait below nothing", "POST /updates", { sessions: { a: "" }, wait: -1 }],
    ["a wait in words", "POST /updates", { sessions: { a: "" }, wait: "1" }],
  ])("%s is refused: %s", async (_, operation, body) => {
    const [method = "", path = ""] = operation.split(" ");
    expectProblem(await trainee.call(method, path, { body }), 422, "invalid_input");
  });

  test("is for those who are signed in", async () => {
    const nobody = createApi(server.url);
    for (const path of ["/events", "/updates"]) {
      const answer = await nobody.call("POST", path, { body: { sessions: { a: "" } } });
      expectProblem(answer, 401, "not_signed_in");
    }
  });
});

type Shared = { sessions: Record<string, Updates & { status?: number; receipts?: unknown[] }> };
const poll = (sessions: Sessions, more: object = {}, api = trainee): Promise<Answer<Shared>> =>
  api.call<Shared>("POST", "/updates", { body: { sessions, ...more } });
const waiting = (polls: number) =>
  expect.poll(async () => (await openReaders())[1], { interval: 10, timeout: 10_000 }).toBe(polls);

describe("updates of several sessions", () => {
  test("are what came after each cursor, just as those of one", async () => {
    const [one, two] = [await sessionWith(3), await sessionWith(0)];
    const { status, body } = await poll({ [one.id]: one.at(1), [two.id]: two.at(two.head) });
    expect(status).toBe(200);
    const single = await trainee.call("GET", `/sessions/${one.id}/updates?cursor=${one.at(1)}`);
    expect(body.sessions).toEqual({
      [one.id]: single.body,
      [two.id]: { events: [], cursor: two.at(two.head), head: two.head },
    });
  });

  test("wait until one of them has news, and tell of all", async () => {
    const [one, two] = [await sessionWith(0), await sessionWith(0)];
    const cursors = { [one.id]: one.at(one.head), [two.id]: two.at(two.head) };
    const answer = poll(cursors, { wait: 20 });
    await waiting(1);
    const { body } = await trainee.post(two.id, "here it is");
    const { sessions } = (await answer).body;
    expect(sessions[one.id]?.events).toEqual([]);
    expect(sessions[two.id]).toEqual({
      events: [{ id: two.at(two.head + 1), type: "message.posted", data: body.message }],
      cursor: two.at(two.head + 1),
      head: two.head + 1,
    });
  });

  test("hand on what is only true now", async () => {
    const [one, two] = [await sessionWith(0), await sessionWith(0)];
    const answer = poll({ [one.id]: "", [two.id]: "" }, { wait: 20 });
    await waiting(1);
    await trainee.call("POST", `/sessions/${one.id}/typing`, { body: { typing: true } });
    const { sessions } = (await answer).body;
    expect(sessions[one.id]?.events?.map(({ type }) => type)).toEqual(["typing.changed"]);
    expect(sessions[two.id]?.events).toEqual([]);
  });

  test("tell how far all have read where that is asked for", async () => {
    const { id, head } = await sessionWith(1);
    await trainee.call("POST", `/sessions/${id}/receipts`, { body: { readSeq: head } });
    const { body } = await poll({ [id]: "" }, { receipts: true });
    expect(body.sessions[id]?.receipts).toContainEqual({
      role: "trainee",
      name: "Alex Morgan",
      deliveredSeq: head,
      readSeq: head,
    });
    expect((await poll({ [id]: "" })).body.sessions[id]).not.toHaveProperty("receipts");
  });

  test("say at once what can't be continued and what can't be read", async () => {
    const [good, bad] = [await sessionWith(0), await sessionWith(0)];
    const theirs = await sessionWith(0, other);
    const asked = { [good.id]: "", [bad.id]: "garbage" };
    const reset = (await poll(asked, { wait: 25 })).body.sessions[bad.id];
    expect(reset).toEqual({
      reset: { reason: "bad_cursor" },
      cursor: bad.at(bad.head),
      head: bad.head,
    });
    const { sessions } = (await poll({ [good.id]: "", [theirs.id]: "" }, { wait: 25 })).body;
    expect(sessions[theirs.id]).toEqual({ status: 404 });
    expect(sessions[good.id]?.head).toBe(good.head);
  });

  test("miss nothing, poll by poll, while many are posted in all of them", async () => {
    const sessions = await Promise.all(range(1, 4).map(() => sessionWith(0)));
    const seen = new Map(sessions.map(({ id }) => [id, [] as unknown[]]));
    const cursors = Object.fromEntries(sessions.map(({ id, head, at }) => [id, at(head)]));
    const posting = Promise.all(
      range(1, 15).flatMap((n) => sessions.map(({ id }) => trainee.post(id, `n ${String(n)}`))),
    );
    const missing = () => sessions.some(({ id }) => (seen.get(id)?.length ?? 0) < 15);
    while (missing()) {
      for (const [id, { events, cursor }] of Object.entries(
        (await poll(cursors, { wait: 5 })).body.sessions,
      )) {
        seen.get(id)?.push(...(events ?? []).filter((e) => e.id).map((e) => e.data["seq"]));
        cursors[id] = cursor;
      }
    }
    await posting;
    for (const { id, head } of sessions) expect(seen.get(id)).toEqual(range(head + 1, head + 15));
  });

  test("that nobody waits for any more leave nothing behind", async () => {
    const [one, two] = [await sessionWith(0), await sessionWith(0)];
    const abort = new AbortController();
    const gone = fetch(`${server.url}/api/v1/updates`, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${trainee.token ?? ""}`,
        "Content-Type": "application/json",
      },
      body: JSON.stringify({ sessions: { [one.id]: "", [two.id]: "" }, wait: 25 }),
      signal: abort.signal,
    }).catch(() => undefined);
    await waiting(1);
    abort.abort();
    await gone;
    await waiting(0);
  });
});
