import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, signIn } from "../support/api";
import { startServer, type TestServer } from "../support/server";

/** Sixteen kilobytes each: more than all the buffers between two processes of one machine hold. */
const bulky = "🧦".repeat(3_990);
/** A reader that is further behind than 300 events would have to read the history again. */
const bulkyPosts = 270;
/** A message on its way to a reader who does read, on a busy machine; far below the ten seconds. */
const heldUpMs = 6_000;

let server: TestServer;
let trainee: Api;

beforeAll(async () => {
  server = await startServer({ env: { CUSTOMER_PACE: "off" } });
  trainee = await signIn(server.url, "trainee");
});
afterAll(() => server.stop());

async function figure(name: string): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\d+)$`, "m").exec(text)?.[1]);
}
const cut = () => figure("deskside_slow_readers_cut_total");
const openStreams = () => figure('deskside_open_readers\\{transport="stream"\\}');

test("a reader that takes nothing for ten seconds is cut, holds nobody up, and resumes without loss", async () => {
  const { session, cursor } = await trainee.start();
  const first = Number(cursor.split(":")[1]) + 1;
  const other = await trainee.stream(session.id, { lastEventId: cursor });
  const slow = await trainee.stream(session.id, { lastEventId: cursor });
  await slow.find(({ type }) => type === "heartbeat");
  expect([await cut(), await openStreams()]).toEqual([0, 2]);

  let posted = 0;
  let longest = 0;
  const post = async (text: string) => {
    const from = Date.now();
    const { body } = await trainee.post(session.id, `${text} ${String((posted += 1))}`);
    await other.reach(body.message.seq);
    longest = Math.max(longest, Date.now() - from);
    return body.message.seq;
  };
  slow.pause();
  for (let n = 0; n < bulkyPosts; n += 1) await post(bulky);
  const blockedAt = Date.now();
  let last = 0;
  await expect
    .poll(async () => ((last = await post("meanwhile")), cut()), { interval: 500, timeout: 20_000 })
    .toBe(1);
  expect(Date.now() - blockedAt).toBeLessThan(15_000);
  expect(longest).toBeLessThan(heldUpMs);
  expect(await openStreams()).toBe(1);

  slow.resume();
  await expect(slow.ended).rejects.toThrow();
  const seen = slow.durable();
  expect(seen.length).toBeGreaterThan(0);
  const again = await trainee.stream(session.id, { lastEventId: seen.at(-1)?.id ?? cursor });
  await again.reach(last);
  expect((await again.find(({ type }) => type === "hello")).data["resumed"]).toBe(true);
  expect(again.durable().length).toBeGreaterThan(0);
  const seqs = [...seen, ...again.durable()].map(({ data }) => data["seq"]);
  expect(seqs).toEqual(Array.from({ length: last + 1 - first }, (_, n) => first + n));
  expect([...seen, ...again.durable()].map(({ data }) => data)).toEqual(
    other.durable().map(({ data }) => data),
  );
  expect(await cut()).toBe(1);
  await Promise.all([other, again].map((stream) => stream.close()));
}, 90_000);
