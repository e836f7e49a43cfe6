import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, signIn } from "../support/api";
import { type PageVisitor, visitAs } from "../support/page-visitor";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
let api: Api;
let trainee: PageVisitor;
let other: PageVisitor;
let trainer: PageVisitor;
let traineeId: string;

beforeAll(async () => {
  server = await startServer({ env: { CUSTOMER_PACE: "off" } });
  api = await signIn(server.url, "trainee");
  trainee = await visitAs(server.url, "trainee");
  other = await visitAs(server.url, "other");
  trainer = await visitAs(server.url, "trainer");
  for (const [scenarioId, notes] of [
    ["mfa-new-phone", ""],
    ["mfa-new-phone", "new phone, authenticator"],
    ["robot-voice", ""],
  ] as const) {
    const { session } = await api.start(scenarioId);
    traineeId = String(session["traineeId"]);
    await api.post(session.id, "Hello, what do you see?");
    const body = { category: "access", rootCause: "x", code: "solved", notes };
    await api.call("POST", `/sessions/${session.id}/resolution`, { body, key: "end" });
  }
});
afterAll(() => server.stop());

async function read(visitor: PageVisitor, path: string) {
  const answer = await visitor.get(path);
  const html = await answer.text();
  const text = html
    .replace(/<(script|style)[^]*?<\/\1>/g, "")
    .replaceAll("<!-- -->", "")
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&#x27;", "'")
    .replace(/\s+/g, " ");
  return { status: answer.status, html, text };
}

test("a trainee sees their skills, where the points come from, and what is next with its reason", async () => {
  const { text, html } = await read(trainee, "/progress");
  expect(text).toContain("3 attempts at 2 scenarios");
  expect(text).toMatch(/Why: The best score here is \d+ of 100\. Once more, while it is fresh\./);
  expect(text).toContain("How this is chosen");
  expect(html).toMatch(/role="img" aria-label="Diagnosis: From \d+ to \d+ in 3 attempts"/);
  expect(html).toMatch(/role="img" aria-label="Writing it up: From \d+ to \d+ in 3 attempts"/);
  expect(text).toMatch(/Diagnosis \d+ \d+, \d+, \d+ /);
});

test("attempts at one scenario are compared, criterion by criterion, with their times", async () => {
  const { text } = await read(trainee, "/progress?scenario=mfa-new-phone");
  const table = text.slice(text.indexOf("Attempts side by side"));
  expect(table).toMatch(/Score \d+ of 100 \d+ of 100 /);
  expect(table).toMatch(/Notes name the cause and the fix 0 of 5 5 of 5 /);
  expect(table).toMatch(/First response \d+ s \d+ s Longest wait/);
  // One that was never played is no reason for an empty page.
  expect((await read(trainee, "/progress?scenario=nowhere")).text).toContain("Longest wait");
});

test("who hasn't practised is told so, and what to begin with", async () => {
  const { text } = await read(other, "/progress");
  expect(text).toContain("Nothing practised yet");
  expect(text).toContain("Nothing practised so far, and this is the easiest.");
  expect(text).not.toContain("Skills over time");
});

test("a trainer chooses among the trainees, and sees any of them without starting anything", async () => {
  const list = await read(trainer, "/progress");
  expect(list.html).toContain(`/progress?trainee=${traineeId}`);
  expect(list.text).toMatch(/Alex Morgan 3 attempts, last .*Sam Okafor Not practised yet/);
  const { text } = await read(trainer, `/progress?trainee=${traineeId}`);
  expect(text).toContain("Progress of Alex Morgan");
  expect(text).not.toContain("Start session");
});

test("nobody else sees it: another trainee's looks like none", async () => {
  const paths = [traineeId, crypto.randomUUID(), "x"].map((id) => `/progress?trainee=${id}`);
  const answers = await Promise.all(paths.map((path) => read(other, path)));
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  for (const { text } of answers) expect(text).not.toContain("Alex Morgan");
  const own = await read(trainer, `/progress?trainee=${crypto.randomUUID()}`);
  expect([own.status, own.text.includes("There is no such trainee.")]).toEqual([404, true]);
});
