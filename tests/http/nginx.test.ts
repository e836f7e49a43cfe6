import { setMaxListeners } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRng } from "~/lib/rng";
import { createCaller } from "../chaos/caller";
import { checkHistory, type Listed } from "../chaos/history";
import { createJournal, type Journal } from "../chaos/journal";
import { createObserver, follow, type Observer } from "../chaos/observer";
import { write } from "../chaos/writer";
import { type Api, cursorParts, signIn, type Updates } from "../support/api";
import { findFreePort } from "~/lib/free-port.server";
import { startNginx, type TestNginx } from "../support/nginx";
import { openStream } from "../support/open-stream";
import { visitAs } from "../support/page-visitor";
import { startRedis, type TestRedis } from "../support/redis";
import { startServer, type TestServer } from "../support/server";
import { createTestDatabase, type TestDatabase } from "../support/test-database";

/** From the answer to a post to another's screen, unless something is held back on the way. */
const unbufferedMs = 6_000;

let database: TestDatabase;
let redis: TestRedis;
let apps: [TestServer, TestServer];
let nginx: TestNginx;
let trainee: Api;

beforeAll(async () => {
  const port = await findFreePort();
  [database, redis] = await Promise.all([createTestDatabase(), startRedis()]);
  const start = () =>
    startServer({
      databaseUrl: database.url,
      env: {
        ...{ REDIS_URL: redis.url, CUSTOMER_PACE: "off" },
        ...{ APP_URL: `http://127.0.0.1:${String(port)}`, TRUST_PROXY: "loopback, uniquelocal" },
        ...{ SESSION_SECRET: "s".repeat(32), TOKEN_SECRET: "t".repeat(32) },
      },
    });
  apps = await Promise.all([start(), start()]);
  nginx = await startNginx(port, [apps[0].url, apps[1].url]);
  trainee = await signIn(nginx.url, "trainee");
}, 90_000);
afterAll(async () => {
  await nginx.stop();
  await Promise.all(apps.map((app) => app.stop()));
  await redis.stop();
  await database.drop();
});

/** By long polls alone, until this has been said. */
async function pollUntil(id: string, cursor: string, text: string): Promise<void> {
  const query = `cursor=${cursor}&wait=25`;
  const { status, body } = await trainee.call<Updates>("GET", `/sessions/${id}/updates?${query}`);
  expect(status).toBe(200);
  if (body.events?.some(({ data }) => data["text"] === text)) return;
  await pollUntil(id, body.cursor, text);
}

/** That such requests, made again and again, reach both processes. */
async function expectBothToServe(request: RegExp, ask: () => Promise<unknown>): Promise<void> {
  const served = async () => {
    await ask();
    const lines = (await nginx.passed()).filter((line) => request.test(line));
    return [...new Set(lines.map((line) => line.split(" ")[0]))].sort();
  };
  await expect.poll(served, { interval: 10, timeout: 10_000 }).toEqual(apps.map(portOf).sort());
}
const portOf = ({ url }: TestServer) => new URL(url).port;

test("sign-in, pages, posts, streams and long polls go through nginx, whichever process they reach", async () => {
  const origin = { Origin: nginx.url };
  const visitor = await visitAs(nginx.url, "trainee");
  const { session, cursor } = await trainee.start();
  const pagePath = `/sessions/${session.id}`;
  const stream = await openStream(`${nginx.url}/api/v1/sessions/${session.id}/events`, {
    method: "GET",
    headers: { Cookie: visitor.cookies() },
  });
  // The padding, hello and a heartbeat come while nothing else happens.
  await stream.find(({ type }) => type === "heartbeat");
  const poll = pollUntil(session.id, cursor, "line 1");

  for (let n = 1; n <= 12; n += 1) {
    const text = `line ${String(n)}`;
    if (n % 3 === 0) {
      const page = await visitor.get(pagePath);
      expect([page.status, (await page.text()).includes(`line ${String(n - 1)}`)]).toEqual([
        200,
        true,
      ]);
      const fields = { text, key: `form-${String(n)}` };
      const answer = await visitor.post(`${pagePath}/messages`, fields, origin);
      expect(answer.status).toBe(201);
    } else expect((await trainee.post(session.id, text)).status).toBe(201);
    const from = Date.now();
    await stream.find(({ data }) => data["text"] === text);
    expect(Date.now() - from).toBeLessThan(unbufferedMs);
  }
  await poll;
  const seqs = stream.durable().map(({ data }) => data["seq"]);
  expect(seqs).toEqual(Array.from({ length: 12 }, (_, n) => cursorParts(cursor).seq + 1 + n));
  await expectBothToServe(/POST .*\/messages/, () => trainee.post(session.id, "and on"));
  await expectBothToServe(new RegExp(`GET ${pagePath}$`), () => visitor.get(pagePath));
  await stream.close();
}, 60_000);

test("what the page loads is there, and what is for the operator isn't", async () => {
  const html = await (await fetch(`${nginx.url}/login`)).text();
  const files = [...html.matchAll(/(?:href|src)="(\/build\/[^"]+)"/g)].map(
    ([, file]) => file ?? "",
  );
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) expect((await fetch(nginx.url + file)).status).toBe(200);
  expect((await fetch(`${nginx.url}/metrics`)).status).toBe(404);
});

/** Four people who write as a browser does, each read by a stream and by long polls, all by nginx. */
async function startTraffic(journal: Journal) {
  const [noMoreWriting, noMoreReading] = [new AbortController(), new AbortController()];
  setMaxListeners(0, noMoreWriting.signal, noMoreReading.signal);
  const [writing, reading]: Promise<unknown>[][] = [[], []];
  const observers: Observer[] = [];
  const caller = (seed: number) =>
    createCaller([{ name: "nginx", url: nginx.url }], {
      ...{ token: () => trainee.token, rng: createRng(seed, 1), journal },
    });
  for (let n = 1; n <= 4; n += 1) {
    const { session, cursor } = await trainee.start();
    (["stream", "poll"] as const).forEach((how, nth) => {
      const observer = createObserver(caller(10 * n + nth), {
        ...{ name: how, session: session.id, cursor, how },
        ...{ stop: noMoreReading.signal, hurry: noMoreWriting.signal },
      });
      observers.push(observer);
      reading?.push(follow(observer));
    });
    const line = (nth: number) => `${String(n)} says ${String(nth)}`;
    const writer = { name: `w${String(n)}`, session: session.id, line, everyMs: 10 };
    writing?.push(write(caller(n), { ...writer, stop: noMoreWriting.signal }));
  }
  return {
    async finish() {
      noMoreWriting.abort();
      await Promise.all(writing ?? []);
      for (const one of observers) {
        await one.reach(cursorParts((await trainee.list(one.session)).cursor).seq);
      }
      noMoreReading.abort();
      await Promise.all(reading ?? []);
    },
  };
}

/** All of it, page by page. */
async function readHistory(session: string) {
  const listed: Listed[] = [];
  for (;;) {
    const after = listed.at(-1)?.seq ?? 0;
    const page = await trainee.list(session, `after=${String(after)}&limit=100`);
    listed.push(...page.messages.map(({ seq, id, clientMessageId: key }) => ({ seq, id, key })));
    if (!page.hasMore) return { listed, head: cursorParts(page.cursor).seq };
  }
}

test("a process is killed: the conversations go on at the other one, and no message is lost or fails", async () => {
  const journal = createJournal();
  const traffic = await startTraffic(journal);
  const count = () => journal.counts.messages;
  const untilMore = async (messages: number) => {
    const goal = count() + messages;
    await expect.poll(count, { interval: 10, timeout: 30_000 }).toBeGreaterThanOrEqual(goal);
  };
  await untilMore(100);
  const [gone, staying] = apps;
  expect(await gone.kill("SIGKILL")).toBe("SIGKILL");
  const before = (await nginx.passed()).length;
  await untilMore(200);
  await traffic.finish();
  expect(journal.wrong).toEqual([]);
  const after = (await nginx.passed()).slice(before);
  expect(after.some((line) => line.startsWith(`${portOf(staying)} POST`))).toBe(true);
  expect(journal.sessions.size).toBe(4);
  for (const [session, { acknowledged, observations }] of journal.sessions) {
    expect(observations).toHaveLength(2);
    const { listed, head } = await readHistory(session);
    const log = listed.map((one) => ({ ...one, type: "message.posted" }));
    const history = { session, head, log, listed, acknowledged, observations };
    expect(checkHistory(history)).toEqual([]);
  }
}, 90_000);
