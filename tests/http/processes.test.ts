import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Api, createApi, expectProblem, signIn } from "../support/api";
import { openStream, type OpenStream } from "../support/open-stream";
import { visitAs } from "../support/page-visitor";
import { startRedis, type TestRedis } from "../support/redis";
import type { SseEvent } from "../support/sse";
import { startServer, type TestServer } from "../support/server";
import { createTestDatabase, type TestDatabase } from "../support/test-database";

/** What a reader may have to wait while Redis is gone, and a little for a busy machine. */
const withoutRedisMs = 4_500;

let database: TestDatabase;
let redis: TestRedis;
let here: TestServer;
let there: TestServer;
const streams: OpenStream[] = [];

const start = () =>
  startServer({
    databaseUrl: database.url,
    env: {
      ...{ REDIS_URL: redis.url, RATE_LIMITS: "on", CUSTOMER_PACE: "real" },
      ...{ SESSION_SECRET: "s".repeat(32), TOKEN_SECRET: "t".repeat(32) },
    },
  });

beforeAll(async () => {
  [database, redis] = await Promise.all([createTestDatabase(), startRedis()]);
  [here, there] = await Promise.all([start(), start()]);
}, 90_000);
afterEach(async () => {
  await Promise.all(streams.splice(0).map((stream) => stream.close()));
});
afterAll(async () => {
  await Promise.all([here, there].map((server) => server.stop()));
  await redis.stop();
  await database.drop();
});

/** The same person at both processes, with one token. */
async function atBoth(account: "trainee" | "trainer" = "trainee"): Promise<[Api, Api]> {
  const api = await signIn(here.url, account);
  return [api, createApi(there.url, api.token)];
}

async function open(api: Api, id: string, cursor?: string): Promise<OpenStream> {
  const stream = await api.stream(id, cursor === undefined ? {} : { lastEventId: cursor });
  streams.push(stream);
  await stream.find(({ type }) => type === "heartbeat");
  return stream;
}

const saying = (text: string) => (event: SseEvent) => event.data["text"] === text;
const byCustomer = ({ data }: SseEvent): boolean =>
  (data["author"] as { role?: string } | undefined)?.role === "customer";
const presence = (present: boolean, role: string) => (event: SseEvent) =>
  event.type === "presence.changed" &&
  event.data["role"] === role &&
  event.data["present"] === present;

async function readiness(server: TestServer): Promise<unknown> {
  return (await (await fetch(`${server.url}/readyz`)).json()) as unknown;
}

describe("two processes with one Redis", () => {
  test("serve one conversation: messages, typing, receipts and presence cross over", async () => {
    const [trainee] = await atBoth();
    const [, trainer] = await atBoth("trainer");
    const { session } = await trainee.start();
    const reader = await open(trainer, session.id);
    const own = await open(trainee, session.id);
    const { body } = await trainee.post(session.id, "said here");
    await reader.find(saying("said here"));
    await trainee.call("POST", `/sessions/${session.id}/typing`, { body: { typing: true } });
    await reader.find((event) => event.type === "typing.changed" && !byCustomer(event));
    const { seq } = body.message;
    await trainee.call("POST", `/sessions/${session.id}/receipts`, { body: { readSeq: seq } });
    await reader.find(({ type, data }) => type === "receipt.changed" && data["readSeq"] === seq);
    await own.find(presence(true, "trainer"));
    await reader.find(presence(true, "trainee"));
    await reader.close();
    await own.find(presence(false, "trainer"));
  });

  test("give one key one message, at the same moment too", async () => {
    const [atHere, atThere] = await atBoth();
    const { session } = await atHere.start();
    const posts = await Promise.all(
      [atHere, atThere, atHere, atThere].map((api) => api.post(session.id, "once", "one-key")),
    );
    expect(posts.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
    expect(new Set(posts.map(({ body }) => body.message.id)).size).toBe(1);
    expectProblem(
      await atThere.post(session.id, "another", "one-key"),
      422,
      "idempotency_key_reused",
    );
  });

  test("count a session's posts together", async () => {
    const both = await atBoth();
    const { session } = await both[0].start();
    const posts = await Promise.all(
      Array.from({ length: 24 }, (_, n) =>
        both[n % 2 === 0 ? 0 : 1].post(session.id, `quick ${n}`),
      ),
    );
    const statuses = posts.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(20);
    expect(statuses.filter((status) => status === 429)).toHaveLength(4);
  });

  test("count together what one user starts, by whichever way, and refuse more in words", async () => {
    const [atHere, atThere] = await atBoth();
    const { body } = await atHere.call<{ user: { id: string } }>("GET", "/library");
    const { session } = await atHere.start();
    const { seq } = (await atHere.post(session.id, "Good morning")).body.message;
    const end = { category: "other", rootCause: "-", code: "no_contact", notes: "" };
    await atHere.call("POST", `/sessions/${session.id}/resolution`, { body: end, key: "end" });
    const visitor = await visitAs(here.url, "trainee");
    const count = `deskside:limit:start:${body.user.id}`;
    expect(await redis.command(["GET", count])).toMatch(/^\d+$/);
    await redis.command(["SET", count, "999", "KEEPTTL"]);
    await atThere.start();
    const refused = await atHere.call("POST", "/sessions", { body: { scenarioId: "robot-voice" } });
    expectProblem(refused, 429, "too_many_requests");
    expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(60);
    const forms: [string, Record<string, string>][] = [
      ["/sessions", { scenarioId: "robot-voice", key: "one too many" }],
      [`/sessions/${session.id}/debrief`, { seq: String(seq), key: "from here" }],
    ];
    for (const [path, form] of forms) {
      const answer = await visitor.post(path, form);
      expect([path, answer.status]).toEqual([path, 429]);
      expect(answer.headers.get("Retry-After")).toMatch(/^\d+$/);
      expect(await answer.text()).toContain("Too many at once. Try again in");
    }
    await redis.command(["DEL", count]);
    for (const [path, form] of forms) expect((await visitor.post(path, form)).status).toBe(303);
  });

  test("say that they are ready, and name Redis", async () => {
    expect(await readiness(here)).toEqual({
      status: "ready",
      checks: { database: "ready", redis: "ready" },
    });
  });

  test("a sign-out here ends the streams of that sign-in there within five seconds", async () => {
    const [trainee] = await atBoth();
    const { session } = await trainee.start();
    const staying = await open(createApi(there.url, trainee.token), session.id);
    const visitor = await visitAs(here.url, "trainee");
    const stream = await openStream(`${there.url}/api/v1/sessions/${session.id}/events`, {
      method: "GET",
      headers: { Cookie: visitor.cookies() },
    });
    streams.push(stream);
    await stream.find(({ type }) => type === "hello");
    const from = Date.now();
    expect((await visitor.post("/logout", {})).status).toBe(303);
    await stream.ended;
    expect(Date.now() - from).toBeLessThan(12_000);
    await trainee.post(session.id, "still reading");
    await staying.find(saying("still reading"));
  });
});

describe("Redis", () => {
  /** Posts here; how long it took to the stream there. */
  async function crossing(trainee: Api, id: string, stream: OpenStream, text: string) {
    const from = Date.now();
    expect((await trainee.post(id, text)).status).toBe(201);
    await stream.find(saying(text));
    return Date.now() - from;
  }

  test("may be killed: nobody sees an error, messages cross within two seconds; back empty, nothing is missing", async () => {
    const [trainee, atThere] = await atBoth();
    const { session, cursor } = await trainee.start();
    const stream = await open(atThere, session.id, cursor);
    await crossing(trainee, session.id, stream, "before");

    await redis.kill();
    for (const text of ["at once", "and again"]) {
      expect(await crossing(trainee, session.id, stream, text)).toBeLessThan(withoutRedisMs);
    }
    const late = await open(atThere, session.id, cursor);
    await late.find(saying("and again"));
    await expect
      .poll(() => readiness(here))
      .toEqual({ status: "unavailable", checks: { database: "ready", redis: "unreachable" } });

    await redis.restart("empty");
    expect(await crossing(trainee, session.id, stream, "while it comes back")).toBeLessThan(
      withoutRedisMs,
    );
    await expect
      .poll(() => readiness(there), { timeout: 10_000 })
      .toMatchObject({
        status: "ready",
      });
    await crossing(trainee, session.id, stream, "after");
    const seqs = stream.durable().map(({ data }) => data["seq"]);
    const first = Number(cursor.split(":")[1]) + 1;
    expect(seqs).toEqual(seqs.map((_, n) => first + n));
  });

  test("may forget everything at any moment", async () => {
    const [trainee, atThere] = await atBoth();
    const { session } = await trainee.start();
    const stream = await open(atThere, session.id);
    for (const text of ["one", "two", "three"]) {
      await redis.command(["FLUSHALL"]);
      expect(await crossing(trainee, session.id, stream, text)).toBeLessThan(withoutRedisMs);
    }
  });

  test("may stand still: a post is answered all the same", async () => {
    const [trainee, atThere] = await atBoth();
    const { session } = await trainee.start();
    const stream = await open(atThere, session.id);
    redis.signal("SIGSTOP");
    const from = Date.now();
    expect((await trainee.post(session.id, "standing still")).status).toBe(201);
    const took = Date.now() - from;
    redis.signal("SIGCONT");
    expect(took).toBeLessThan(withoutRedisMs);
    await stream.find(saying("standing still"));
  });
});

describe("a process that was to speak for the customer", () => {
  test("may be killed: the other says it, once, and who was connected to it is gone within a minute", async () => {
    const [, trainee] = await atBoth();
    const [trainer] = await atBoth("trainer");
    const { session, cursor } = await trainee.start();
    const stream = await open(trainee, session.id, cursor);
    await stream.find((event) => event.type === "message.posted" && byCustomer(event));
    await open(trainer, session.id);
    await stream.find(presence(true, "trainer"));
    const asked = await createApi(here.url, trainee.token).post(
      session.id,
      "Good morning. What does the message on the screen say?",
    );
    const isAnswer = (event: SseEvent): boolean =>
      event.type === "message.posted" &&
      byCustomer(event) &&
      Number(event.data["seq"]) > asked.body.message.seq;
    await stream.find(
      (event) =>
        event.type === "typing.changed" &&
        byCustomer(event) &&
        stream.events.indexOf(event) > stream.events.findIndex(saying(asked.body.message.text)),
    );
    expect(await here.kill("SIGKILL")).toBe("SIGKILL");
    await expect.poll(() => stream.events.filter(isAnswer).length, { timeout: 30_000 }).toBe(1);
    await expect
      .poll(() => stream.events.some(presence(false, "trainer")), { timeout: 60_000 })
      .toBe(true);
    const { messages } = await trainee.list(session.id);
    const keys = messages.map(({ clientMessageId }) => clientMessageId).filter(Boolean);
    expect(new Set(keys).size).toBe(keys.length);
    expect(stream.events.filter(isAnswer)).toHaveLength(
      messages.filter(
        ({ author, seq }) => author.role === "customer" && seq > asked.body.message.seq,
      ).length,
    );
    await here.stop();
    here = await start();
  }, 120_000);
});

describe("SIGTERM", () => {
  test("spreads the ends of the streams and ends with 0; their readers go on at the other process", async () => {
    const [trainee, atThere] = await atBoth();
    const { session } = await trainee.start();
    const ends: Promise<number>[] = [];
    for (let n = 0; n < 12; n += 1) {
      const stream = await open(trainee, session.id);
      ends.push(stream.ended.then(() => Date.now()));
    }
    const from = Date.now();
    const code = here.kill("SIGTERM");
    const times = (await Promise.all(ends)).sort((a, b) => a - b);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(200);
    expect(await code).toBe(0);
    expect(Date.now() - from).toBeLessThan(10_000);
    const stream = await open(atThere, session.id);
    await atThere.post(session.id, "here now");
    await stream.find(saying("here now"));
  });

  test("ends it with 0 while Redis is gone, too", async () => {
    const trainee = await signIn(there.url, "trainee");
    const { session } = await trainee.start();
    await trainee.post(session.id, "Hello, what do you see?");
    await redis.kill();
    const from = Date.now();
    expect(await there.kill("SIGTERM")).toBe(0);
    expect(Date.now() - from).toBeLessThan(10_000);
  });
});
