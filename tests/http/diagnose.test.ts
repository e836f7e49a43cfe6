import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
let limited: TestServer;
beforeAll(async () => {
  server = await startServer();
  limited = await startServer({ env: { RATE_LIMITS: "on" } });
});
afterAll(async () => {
  await server.stop();
  await limited.stop();
});

const ask = (path: string, init: RequestInit = {}, { url } = server) =>
  fetch(`${url}/api/v1/diagnose/${path}`, init);
const postStream = (body: object) =>
  ask("stream", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

describe("the test stream", () => {
  test.each([
    ["GET", () => ask("stream?ticks=2")],
    ["POST", () => postStream({ ticks: 2 })],
  ])("by %s has the chat's headers, and comes to its end", async (_method, open) => {
    const response = await open();
    expect(response.status).toBe(200);
    expect(response.headers.get("Content-Type")).toBe("text/event-stream");
    expect(response.headers.get("Cache-Control")).toBe("no-store, no-transform");
    const text = await response.text();
    expect([...text.matchAll(/^event: (\w+)$/gm)].map(([, type]) => type)).toEqual([
      ...["hello", "tick", "tick", "end"],
    ]);
  });

  test("sends hello and the first tick at once, and says which Last-Event-ID came", async () => {
    const response = await ask("stream?ticks=20", { headers: { "Last-Event-ID": "diagnose:1" } });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (!text.includes("event: tick")) text += (await reader?.read())?.value ?? expect.fail();
    expect(text).toContain('"lastEventId":"diagnose:1"');
    expect(text).not.toContain('"n":2');
    await reader?.cancel();
  });

  test("is bounded: more than 20 ticks are refused", async () => {
    expect((await ask("stream?ticks=21")).status).toBe(422);
    expect((await postStream({ ticks: 1_000_000 })).status).toBe(422);
    expect((await postStream({ seconds: 5 })).status).toBe(422);
  });
});

describe("waiting", () => {
  test("takes as long as asked for, and no time when not asked", async () => {
    const [none, half] = await Promise.all([ask("wait"), ask("wait?seconds=0.5")]);
    const read = async (response: Response) =>
      ((await response.json()) as { waitedMs: number }).waitedMs;
    expect(await read(none)).toBeLessThan(400);
    expect(await read(half)).toBeGreaterThanOrEqual(490);
  });

  test("answers 304 to who has it already", async () => {
    const etag = (await ask("wait")).headers.get("ETag") ?? expect.fail();
    const again = await ask("wait", { headers: { "If-None-Match": `W/${etag}` } });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });
});

describe("what arrived", () => {
  test("is told without addresses and cookies", async () => {
    const headers = {
      ...{ Via: "1.1 campus", "X-Forwarded-For": "192.0.2.7", "Last-Event-ID": "diagnose:1" },
      Cookie: "deskside-auth=very-secret",
    };
    const text = await (await ask("arrival", { headers })).text();
    expect(JSON.parse(text)).toMatchObject({
      arrival: {
        ...{ httpVersion: "1.1", scheme: "http", via: ["1.1 campus"], forwardedFor: 1 },
        ...{ cookies: true, lastEventId: "diagnose:1", idempotencyKey: null },
      },
    });
    expect(text).not.toMatch(/192\.0\.2\.7|very-secret/);
  });
});

describe("one address", () => {
  test("that holds too many tests open is sent away, until it lets some go", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const held = Array.from({ length: 60 }, () =>
      ask("wait?seconds=20", { signal }, limited).catch(() => null),
    );
    await expect
      .poll(async () => (await ask("wait", {}, limited)).status, { timeout: 10_000 })
      .toBe(429);
    const refused = await ask("wait", {}, limited);
    expect(refused.headers.get("Retry-After")).toBe("5");
    controller.abort();
    await Promise.all(held);
    await expect
      .poll(async () => (await ask("wait", {}, limited)).status, { timeout: 10_000 })
      .toBe(200);
  });

  test("that asks too often is sent away", async () => {
    const statuses = await Promise.all(
      Array.from({ length: 620 }, async () => (await ask("arrival", {}, limited)).status),
    );
    expect(statuses).toContain(429);
    expect(statuses).toContain(200);
  });
});
