import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Api, expectProblem, signIn } from "../support/api";
import type { OpenStream } from "../support/open-stream";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
let trainee: Api;
let trainer: Api;
const streams: OpenStream[] = [];

beforeAll(async () => {
  server = await startServer({ env: { CUSTOMER_PACE: "off" } });
  [trainee, trainer] = await Promise.all([
    signIn(server.url, "trainee"),
    signIn(server.url, "trainer"),
  ]);
});
afterEach(async () => {
  await Promise.all(streams.splice(0).map((stream) => stream.close()));
});
afterAll(() => server.stop());

async function open(id: string, api = trainee): Promise<OpenStream> {
  const stream = await api.stream(id);
  streams.push(stream);
  await stream.find(({ type }) => type === "hello");
  return stream;
}
const say = (id: string, what: string, body: unknown, api = trainee) =>
  api.call("POST", `/sessions/${id}/${what}`, { body });
const receiptsOf = async (id: string) => {
  type Shown = { receipts: { role: string; deliveredSeq: number; readSeq: number }[] };
  const { body } = await trainee.call<Shown>("GET", `/sessions/${id}`);
  const own = body.receipts.find(({ role }) => role === "trainee");
  return [own?.deliveredSeq, own?.readSeq];
};
const sessionWith = async (posts: number) => {
  const { session, cursor } = await trainee.start();
  for (let n = 0; n < posts; n += 1) await trainee.post(session.id, `line ${String(n)}`);
  return { id: session.id, head: Number(cursor.split(":")[1]) + posts };
};
const author = { role: "trainee", name: "Alex Morgan" };

describe("typing", () => {
  test("reaches every reader without an id, and its end too", async () => {
    const { id, head } = await sessionWith(0);
    const readers = [await open(id), await open(id, trainer)];
    const answer = await say(id, "typing", { typing: true });
    expect([answer.status, answer.body, answer.headers.get("Session-Head")]).toEqual([
      204,
      null,
      String(head),
    ]);
    await say(id, "typing", { typing: false });
    for (const reader of readers) {
      await reader.find(({ type, data }) => type === "typing.changed" && data["typing"] === false);
      const typing = reader.events.filter(({ type }) => type === "typing.changed");
      expect(typing.map(({ data }) => data)).toEqual([
        { author, typing: true, expiresInMs: expect.any(Number) as number },
        { author, typing: false, expiresInMs: 0 },
      ]);
    }
  });

  test("is told to who comes while it holds, until the message is there", async () => {
    const { id, head } = await sessionWith(0);
    await open(id);
    await say(id, "typing", { typing: true });
    const during = await open(id, trainer);
    const { data } = await during.find(({ type }) => type === "typing.changed");
    expect(data).toMatchObject({ author, typing: true });
    expect(data["expiresInMs"]).toBeGreaterThan(0);
    await trainee.post(id, "done typing");
    await during.reach(head + 1);
    const after = await open(id, trainer);
    await trainee.post(id, "more");
    await after.reach(head + 2);
    expect(after.events.map(({ type }) => type)).not.toContain("typing.changed");
  });

  test.each([
    {},
    { typing: "true" },
    { typing: 1 },
    { typing: null },
    [],
    { typing: true, author },
  ])("with %j is 422", async (body) => {
    const { id } = await sessionWith(0);
    expectProblem(await say(id, "typing", body), 422, "invalid_input");
  });
});

describe("receipts", () => {
  test("move forward only, and never past the head", async () => {
    const { id, head } = await sessionWith(5);
    const reader = await open(id, trainer);
    const moves: [object, number[]][] = [
      [{ deliveredSeq: 2 }, [2, 0]],
      [{ readSeq: 1 }, [2, 1]],
      [{ deliveredSeq: 1, readSeq: 0 }, [2, 1]],
      [{ readSeq: 3 }, [3, 3]],
      [{}, [3, 3]],
      [{ deliveredSeq: 2_000_000_000, readSeq: 9_007_199_254_740_991 }, [head, head]],
    ];
    for (const [body, expected] of moves) {
      const answer = await say(id, "receipts", body);
      expect([answer.status, answer.body]).toEqual([204, null]);
      expect(await receiptsOf(id)).toEqual(expected);
    }
    await reader.find(({ data }) => data["readSeq"] === head);
    const told = reader.events.filter(
      ({ type, data }) => type === "receipt.changed" && data["role"] === "trainee",
    );
    expect(told.map(({ data }) => [data["role"], data["deliveredSeq"], data["readSeq"]])).toEqual([
      ["trainee", 0, 0],
      ["trainee", 2, 0],
      ["trainee", 2, 1],
      ["trainee", 3, 3],
      ["trainee", head, head],
    ]);
  });

  test("at the same moment end at the furthest", async () => {
    const { id, head } = await sessionWith(20);
    const seqs = Array.from({ length: head }, (_, n) => n + 1).reverse();
    await Promise.all(seqs.map((readSeq) => say(id, "receipts", { readSeq })));
    expect(await receiptsOf(id)).toEqual([head, head]);
  });

  test("by a trainer leave no trace", async () => {
    const { id } = await sessionWith(1);
    expect((await say(id, "receipts", { readSeq: 1 }, trainer)).status).toBe(204);
    expect(await receiptsOf(id)).toEqual([0, 0]);
  });

  test.each([
    { readSeq: -1 },
    { readSeq: "1" },
    { deliveredSeq: 1.5 },
    { readSeq: null },
    [1],
    { seq: 1 },
  ])("with %j are 422", async (body) => {
    const { id } = await sessionWith(0);
    expectProblem(await say(id, "receipts", body), 422, "invalid_input");
  });
});

describe("presence", () => {
  test("is told at the first connection of someone and after the last", async () => {
    const { id } = await sessionWith(0);
    const own = await open(id);
    const seen = () =>
      own.events
        .filter(({ type, data }) => type === "presence.changed" && data["role"] === "trainer")
        .map(({ data }) => data);
    const present = { role: "trainer", name: "Jordan Lee", present: true };
    const first = await open(id, trainer);
    await own.find(({ data }) => data["role"] === "trainer");
    const second = await open(id, trainer);
    await first.close();
    await second.close();
    await own.find(({ type, data }) => type === "presence.changed" && data["present"] === false);
    expect(seen()).toEqual([present, { ...present, present: false }]);
  });

  test("of who is there already is told to who comes", async () => {
    const { id } = await sessionWith(0);
    await open(id, trainer);
    const late = await open(id);
    await late.find(({ type, data }) => type === "presence.changed" && data["role"] === "trainer");
  });
});
