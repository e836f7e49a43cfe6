import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signIn } from "../support/api";
import { type PageVisitor, visitAs } from "../support/page-visitor";
import { startRedis, type TestRedis } from "../support/redis";
import { startServer, type TestServer } from "../support/server";

const example = readFileSync("docs/examples/black-screen.yaml", "utf8");
const secrets = { SESSION_SECRET: "s".repeat(32), TOKEN_SECRET: "t".repeat(32) };

let redis: TestRedis;
let here: TestServer;
let there: TestServer;
let trainer: PageVisitor;

beforeAll(async () => {
  redis = await startRedis();
  const env = { REDIS_URL: redis.url, ...secrets };
  here = await startServer({ env });
  there = await startServer({ env, databaseUrl: here.databaseUrl });
  trainer = await visitAs(here.url, "trainer");
}, 90_000);
afterAll(async () => {
  await there.stop();
  await here.stop();
  await redis.stop();
});

async function upload(text: string): Promise<Response> {
  await trainer.get("/authoring/new");
  const body = new FormData();
  body.set("_csrf", trainer.csrf());
  body.set("file", new File([text], "black-screen.yaml"));
  return fetch(`${here.url}/authoring/new`, {
    ...{ method: "POST", redirect: "manual", body },
    headers: { Cookie: trainer.cookies() },
  });
}

describe("authoring", () => {
  test("what is published at one process can be started at another, which was not restarted", async () => {
    const elsewhere = await signIn(there.url, "trainee");
    const library = () =>
      elsewhere.call<{ scenarios: { id: string; title: string }[] }>("GET", "/scenarios");
    const before = await library();
    expect(before.body.scenarios.some(({ id }) => id === "black-screen")).toBe(false);
    const uploaded = await upload(example);
    expect(uploaded.status).toBe(303);
    const path = uploaded.headers.get("Location") ?? "";
    await trainer.get(path);
    const fields = { intent: "publish", revision: "1", text: example };
    const published = await trainer.post(path, fields);
    expect(published.headers.get("Location")).toBe("/authoring/scenarios/black-screen?chosen=1");
    const again = await trainer.post(path, fields);
    expect(again.headers.get("Location")).toBe(published.headers.get("Location"));
    const after = await library();
    expect(after.body.scenarios.some(({ id }) => id === "black-screen")).toBe(true);
    const started = await elsewhere.call("POST", "/sessions", {
      body: { scenarioId: "black-screen" },
    });
    expect(started.status).toBe(201);
  });

  test("errors stand in the page with their lines, and the text with them", async () => {
    const text = example.replace("difficulty: 1", "difficulty: easy");
    const path = (await upload(text)).headers.get("Location") ?? "";
    const html = (await (await trainer.get(path)).text()).replaceAll("<!-- -->", "");
    expect(html).toContain("Line 6, column 13");
    expect(html).toContain("must be a number, not the text “easy”");
    expect(html).toContain("difficulty: easy");
  });

  test("a megabyte is the most, and a bomb of 64 KB and more does no harm", async () => {
    expect((await upload("# x\n".repeat(300_000))).status).toBe(413);
    const bomb = await upload("- ".repeat(300_000));
    expect(bomb.status).toBe(303);
    const html = await (await trainer.get(bomb.headers.get("Location") ?? "")).text();
    expect(html).toContain("in one line");
    expect((await fetch(`${here.url}/healthz`)).status).toBe(200);
  });

  test("a play is carried by its form and leaves nothing behind", async () => {
    const path = (await upload(example)).headers.get("Location") ?? "";
    const first = await (await trainer.get(`${path}/play`)).text();
    expect(first).toContain("2.14");
    const answer = await trainer.post(`${path}/play`, {
      ...{ level: "1", seed: "1", line: "What exactly do you see on the wall screen?" },
      say: "Which socket in the wall is the cable plugged into?",
    });
    const html = await answer.text();
    expect([answer.status, html.includes("No signal"), html.includes("Service")]).toEqual([
      200,
      true,
      true,
    ]);
    const refused = await trainer.post(`${path}/play`, { level: "1", seed: "1", say: "/tool x" });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain("Unknown tool x");
    const sessions = await (await trainer.get("/sessions")).text();
    expect(sessions).not.toContain("Which socket in the wall");
  });

  test("a form from elsewhere changes nothing", async () => {
    const path = (await upload(example)).headers.get("Location") ?? "";
    const fields = { intent: "delete" };
    const forged = await trainer.post(path, { ...fields, _csrf: "wrong" });
    expect(forged.status).toBe(403);
    const foreign = await trainer.post(path, fields, { "Sec-Fetch-Site": "cross-site" });
    expect(foreign.status).toBe(403);
    expect((await trainer.get(path)).status).toBe(200);
  });
});
