import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { signIn } from "../support/api";
import {
  polite,
  silent,
  startLanguageModel,
  type TestLanguageModel,
} from "../support/language-model";
import { startServer, type TestServer } from "../support/server";
import type { SseEvent } from "../support/sse";

// Each test starts servers of its own.
vi.setConfig({ testTimeout: 180_000 });
let model: TestLanguageModel;
const servers: TestServer[] = [];
beforeAll(async () => {
  model = await startLanguageModel();
});
afterEach(async () => {
  for (const server of servers.splice(0).reverse()) await server.stop();
});
afterAll(() => model.close());

async function start(databaseUrl?: string): Promise<TestServer> {
  const { baseUrl, apiKey = "", model: name } = model.settings();
  const env = { LLM_BASE_URL: baseUrl, LLM_API_KEY: apiKey, LLM_MODEL: name, LOG_LEVEL: "trace" };
  const server = await startServer({ env, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
  servers.push(server);
  return server;
}

const question = "What does the message on the screen say?";
const isAnswer = ({ type, data }: SseEvent) =>
  type === "message.posted" && (data["author"] as { role: string }).role === "customer";

test("a configured model words the customers' lines, and /metrics counts it", async () => {
  model.behave(polite);
  const { url, log } = await start();
  const trainee = await signIn(url, "trainee");
  const { session } = await trainee.start();
  const stream = await trainee.stream(session.id);
  await trainee.post(session.id, question);
  const answer = await stream.find(isAnswer);
  expect(answer.data["text"]).toMatch(/^Well, .*approve/i);
  const metrics = await (await fetch(`${url}/metrics`)).text();
  expect(metrics).toContain('deskside_voice_replies_total{outcome="reworded"} 1');
  expect(metrics).toContain('deskside_voice_calls_total{outcome="ok"} 1');
  expect(log.join("\n")).not.toMatch(/zanzibar|approve the sign-in/i);
  await stream.close();
});

test("a process killed while the model thinks costs the words, not the line", async () => {
  model.behave(silent);
  const first = await start();
  const trainee = await signIn(first.url, "trainee");
  const { session } = await trainee.start();
  const before = (await trainee.list(session.id)).messages.length;
  model.requests.length = 0;
  await trainee.post(session.id, question);
  await expect.poll(() => model.requests.length, { timeout: 20_000 }).toBe(1);
  await first.kill("SIGKILL");
  const second = await start(first.databaseUrl);
  const again = await signIn(second.url, "trainee");
  const answers = async () => (await again.list(session.id)).messages.slice(before + 1);
  await expect.poll(answers, { timeout: 30_000, interval: 250 }).not.toEqual([]);
  const said = await answers();
  expect(said.map(({ text }) => text).join()).toMatch(/approve (the )?sign-in request/i);
  expect(said).toHaveLength(1);
});

test("a process that is told to stop doesn't wait for the model", async () => {
  model.behave(silent);
  const { url, kill } = await start();
  const trainee = await signIn(url, "trainee");
  const { session } = await trainee.start();
  model.requests.length = 0;
  await trainee.post(session.id, question);
  await expect.poll(() => model.requests.length, { timeout: 20_000 }).toBe(1);
  const asked = performance.now();
  expect(await kill("SIGTERM")).toBe(0);
  expect(performance.now() - asked).toBeLessThan(6_000);
});
