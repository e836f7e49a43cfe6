import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  accounts,
  type Answer,
  type Api,
  createApi,
  expectProblem,
  password,
  signIn,
} from "../support/api";
import type { OpenStream } from "../support/open-stream";
import { visitAs } from "../support/page-visitor";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
let trainee: Api;
const streams: OpenStream[] = [];

beforeAll(async () => {
  server = await startServer({ env: { RATE_LIMITS: "on", CUSTOMER_PACE: "off" } });
  trainee = await signIn(server.url, "trainee");
});
afterEach(async () => {
  await Promise.all(streams.splice(0).map((stream) => stream.close()));
});
afterAll(() => server.stop());

const times = <T>(count: number, act: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, n) => act(n)));
const lateHeads = async () =>
  /^deskside_late_heads_total.*/m.exec(await (await fetch(`${server.url}/metrics`)).text())?.[0];
const retryAfter = ({ headers }: Answer<unknown>) => Number(headers.get("Retry-After"));

describe("limits", () => {
  test("twenty posts in ten seconds, by session; then 429 with Retry-After", async () => {
    const { session } = await trainee.start();
    const posts = await times(20, (n) => trainee.post(session.id, `quick ${String(n)}`));
    expect(posts.map(({ status }) => status)).toEqual(Array(20).fill(201));
    const refused = await trainee.post(session.id, "too quick");
    expectProblem(refused, 429, "too_many_requests");
    expect(retryAfter(refused)).toBeGreaterThanOrEqual(1);
    expect(retryAfter(refused)).toBeLessThanOrEqual(10);
    expect(Number(refused.headers.get("Session-Head"))).toBeGreaterThanOrEqual(20);
    const { messages } = await trainee.list(session.id);
    expect(messages.map(({ text }) => text)).not.toContain("too quick");
    const other = await trainee.start();
    expect((await trainee.post(other.session.id, "elsewhere")).status).toBe(201);
    const tool = { body: { tool: "lookup_user" }, key: "t" };
    expect((await trainee.call("POST", `/sessions/${session.id}/actions`, tool)).status).toBe(201);
  });

  test("an id in capitals is the same session: its reader hears at once, its limit is shared", async () => {
    const { session } = await trainee.start();
    const capitals = session.id.toUpperCase();
    const stream = await trainee.stream(session.id);
    streams.push(stream);
    await stream.find(({ type }) => type === "heartbeat");
    const late = await lateHeads();
    await times(10, (n) => trainee.post(capitals, `loud ${String(n)}`));
    const visitor = await visitAs(server.url, "trainee");
    const form = { text: "loud in a form", key: "form" };
    expect((await visitor.post(`/sessions/${capitals}/messages`, form)).status).toBe(201);
    await stream.find(({ data }) => data["text"] === form.text);
    // Else it would have come all the same, seconds later, by the look at the heads.
    expect(await lateHeads()).toBe(late);
    const rest = await times(10, (n) => trainee.post(session.id, `quiet ${String(n)}`));
    expect(rest.filter(({ status }) => status === 201)).toHaveLength(9);
    expectProblem(await trainee.post(capitals, "too loud"), 429, "too_many_requests");
  });

  test("a post that is refused for what it is costs nothing", async () => {
    const { session } = await trainee.start();
    await times(30, () => trainee.post(session.id, ""));
    expect((await trainee.post(session.id, "good")).status).toBe(201);
  });

  test("ten failed sign-ins by account and address; then 429 even with the right password", async () => {
    const ask = (email: string, given: string) =>
      createApi(server.url).call("POST", "/token", { body: { email, password: given } });
    for (const answer of await times(10, () => ask(accounts.other, "wrong"))) {
      expectProblem(answer, 401, "wrong_credentials");
    }
    const refused = await ask(accounts.other, password);
    expectProblem(refused, 429, "too_many_requests");
    expect(retryAfter(refused)).toBeGreaterThan(10);
    expect(retryAfter(refused)).toBeLessThanOrEqual(15 * 60);
    expectProblem(await ask(accounts.other.toUpperCase(), password), 429, "too_many_requests");
    expect((await ask(accounts.trainee, password)).status).toBe(200);
  });

  test("twenty open streams of one user; closing one makes room", async () => {
    const { session } = await trainee.start();
    streams.push(...(await times(20, () => trainee.stream(session.id))));
    expect(streams.map(({ status }) => status)).toEqual(Array(20).fill(200));
    const path = `/sessions/${session.id}/events`;
    for (const method of ["GET", "POST"]) {
      const refused = await trainee.call(method, path);
      expectProblem(refused, 429, "too_many_requests");
      expect(retryAfter(refused)).toBeGreaterThanOrEqual(1);
      expect(refused.headers.get("Session-Head")).toMatch(/^\d+$/);
    }
    const trainer = await signIn(server.url, "trainer");
    streams.push(await trainer.stream(session.id));
    expect(streams.at(-1)?.status).toBe(200);
    await streams.shift()?.close();
    await expect
      .poll(
        async () => {
          const stream = await trainee.stream(session.id);
          streams.push(stream);
          return stream.status;
        },
        { interval: 20, timeout: 5_000 },
      )
      .toBe(200);
  });
});
