import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, cursorParts, expectProblem, signIn, type Updates } from "../support/api";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
let trainee: Api;
let trainer: Api;

beforeAll(async () => {
  server = await startServer({ env: { CUSTOMER_PACE: "off" } });
  [trainee, trainer] = await Promise.all([
    signIn(server.url, "trainee"),
    signIn(server.url, "trainer"),
  ]);
});
afterAll(() => server.stop());

const poll = (id: string, query: string, headers: Record<string, string> = {}, api = trainee) =>
  api.call<Updates>("GET", `/sessions/${id}/updates?${query}`, { headers });
async function sessionWith(posts: number) {
  const { session, cursor } = await trainee.start();
  for (let n = 0; n < posts; n += 1) await trainee.post(session.id, `line ${String(n)}`);
  const { epoch, seq } = cursorParts(cursor);
  return { id: session.id, head: seq + posts, at: (place: number) => `${epoch}:${String(place)}` };
}
/** Resolves once so many polls wait, so that what follows happens while they do. */
const waiting = (polls: number) =>
  expect
    .poll(async () => (await fetch(`${server.url}/metrics`)).text(), {
      interval: 10,
      timeout: 10_000,
    })
    .toContain(`deskside_open_readers{transport="poll"} ${String(polls)}`);

describe("updates", () => {
  test("are what came after the cursor, at once, with ids", async () => {
    const { id, head, at } = await sessionWith(3);
    const answer = await poll(id, `cursor=${at(head - 2)}&wait=25`);
    expect(answer.status).toBe(200);
    expect(answer.body.events?.map((event) => [event.id, event.type, event.data["seq"]])).toEqual([
      [at(head - 1), "message.posted", head - 1],
      [at(head), "message.posted", head],
    ]);
    expect([answer.body.cursor, answer.body.head]).toEqual([at(head), head]);
    expect(answer.headers.get("Session-Head")).toBe(String(head));
    expect(answer.headers.get("ETag")).toMatch(/^"[^"]+"$/);
  });

  test("without a cursor start at the head", async () => {
    const { id, head, at } = await sessionWith(2);
    for (const query of ["", "cursor=", "cursor=&wait=0"]) {
      const { body } = await poll(id, query);
      expect(body).toEqual({ events: [], cursor: at(head), head });
    }
  });

  test("wait for the next message, and the sender's own reaches them as everyone", async () => {
    const { id, head, at } = await sessionWith(0);
    const answer = poll(id, `cursor=${at(head)}&wait=20`);
    await waiting(1);
    const { body } = await trainee.post(id, "here it is");
    expect((await answer).body).toEqual({
      events: [{ id: at(head + 1), type: "message.posted", data: body.message }],
      cursor: at(head + 1),
      head: head + 1,
    });
    expect((await answer).headers.get("Session-Head")).toBe(String(head + 1));
  });

  test("hand on what is only true now, though the cursor stays", async () => {
    const { id, head, at } = await sessionWith(0);
    const etag = (await poll(id, `cursor=${at(head)}`)).headers.get("ETag") ?? "";
    const answer = poll(id, `cursor=${at(head)}&wait=20`, { "If-None-Match": etag });
    await waiting(1);
    await trainee.call("POST", `/sessions/${id}/typing`, { body: { typing: true } });
    const { status, body } = await answer;
    expect(status).toBe(200);
    expect(body.cursor).toBe(at(head));
    expect(body.events).toEqual([
      {
        type: "typing.changed",
        data: {
          author: { role: "trainee", name: "Alex Morgan" },
          typing: true,
          expiresInMs: expect.any(Number) as number,
        },
      },
    ]);
  });

  test("miss nothing, poll by poll, while many are posted", async () => {
    const { id, head, at } = await sessionWith(0);
    const posting = Promise.all(
      Array.from({ length: 60 }, (_, n) => trainee.post(id, `n ${String(n)}`)),
    );
    const seqs: unknown[] = [];
    for (let cursor = at(head); seqs.at(-1) !== head + 60;) {
      const { body } = await poll(id, `cursor=${cursor}&wait=5`);
      seqs.push(
        ...(body.events ?? []).filter((event) => event.id).map((event) => event.data["seq"]),
      );
      cursor = body.cursor;
    }
    await posting;
    expect(seqs).toEqual(Array.from({ length: 60 }, (_, n) => head + 1 + n));
  });

  test("are 304 when nothing is new for an ETag, weakened or not, in a list", async () => {
    const { id, head, at } = await sessionWith(1);
    const etag = (await poll(id, `cursor=${at(head)}`)).headers.get("ETag") ?? "";
    for (const given of [etag, `W/${etag}`, `"x", ${etag}`, "*"]) {
      const answer = await poll(id, `cursor=${at(head)}`, { "If-None-Match": given });
      expect([answer.status, answer.body]).toEqual([304, null]);
      expect(answer.headers.get("ETag")).toBe(etag);
      expect(answer.headers.get("Session-Head")).toBe(String(head));
    }
    expect((await poll(id, `cursor=${at(head)}`, { "If-None-Match": '"x"' })).status).toBe(200);
    await trainee.post(id, "news");
    expect((await poll(id, `cursor=${at(head)}`, { "If-None-Match": etag })).status).toBe(200);
  });

  test("end with an empty answer when the wait is over", async () => {
    const { id, head, at } = await sessionWith(0);
    const { status, body } = await poll(id, `cursor=${at(head)}&wait=0.05`);
    expect([status, body]).toEqual([200, { events: [], cursor: at(head), head }]);
  });

  test.each([
    ["unknown_epoch", () => "someotherepoch:1"],
    ["cursor_ahead", (head: number, at: (seq: number) => string) => at(head + 1)],
    ["bad_cursor", () => "garbage"],
  ])("say %s at once, and where to go on", async (reason, make) => {
    const { id, head, at } = await sessionWith(1);
    const query = `cursor=${encodeURIComponent(make(head, at))}&wait=25`;
    const { status, body, headers } = await poll(id, query, { "If-None-Match": `"${at(head)}"` });
    expect([status, body]).toEqual([200, { reset: { reason }, cursor: at(head), head }]);
    expect(headers.get("Session-Head")).toBe(String(head));
  });

  test("reach back 300 events and no further", async () => {
    const { id, head, at } = await sessionWith(0);
    await Promise.all(Array.from({ length: 301 }, (_, n) => trainee.post(id, `n ${String(n)}`)));
    const all = await poll(id, `cursor=${at(head + 1)}`);
    expect(all.body.events).toHaveLength(300);
    expect((await poll(id, `cursor=${at(head)}`)).body.reset).toEqual({ reason: "cursor_too_old" });
  });

  test("are read by a trainer, too", async () => {
    const { id, at } = await sessionWith(1);
    expect((await poll(id, `cursor=${at(0)}`, {}, trainer)).body.events?.length).toBeGreaterThan(0);
  });

  test("waiting above 25 s count as 25, and news end the wait", async () => {
    const { id, head, at } = await sessionWith(0);
    const answer = poll(id, `cursor=${at(head)}&wait=100000000000`);
    await waiting(1);
    await trainee.post(id, "now");
    expect((await answer).body.head).toBe(head + 1);
  });

  test.each(["wait=-1", "wait=soon", "wait=1e3", "wait=NaN", "wait[]=a", "cursor[a]=b"])(
    "refuse ?%s",
    async (query) => {
      const { id, head } = await sessionWith(0);
      const answer = await poll(id, query);
      expectProblem(answer, 422, "invalid_input");
      expect(answer.headers.get("Session-Head")).toBe(String(head));
    },
  );

  test("that nobody waits for any more leave nothing behind", async () => {
    const { id, head, at } = await sessionWith(0);
    const abort = new AbortController();
    const gone = fetch(`${server.url}/api/v1/sessions/${id}/updates?cursor=${at(head)}&wait=25`, {
      headers: { Authorization: `Bearer ${trainee.token ?? ""}` },
      signal: abort.signal,
    }).catch(() => undefined);
    await waiting(1);
    abort.abort();
    await gone;
    await waiting(0);
  });
});
