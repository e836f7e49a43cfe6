import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, type Answer, expectProblem, type Posted, signIn } from "../support/api";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
let trainee: Api;
let id: string;

beforeAll(async () => {
  server = await startServer({ env: { CUSTOMER_PACE: "off" } });
  trainee = await signIn(server.url, "trainee");
  id = (await trainee.start()).session.id;
});
afterAll(() => server.stop());

const head = ({ headers }: Answer<unknown>) => Number(headers.get("Session-Head"));
const postBody = (body: unknown, key = crypto.randomUUID()) =>
  trainee.call<Posted>("POST", `/sessions/${id}/messages`, { body, key });
const end = (sessionId: string) =>
  trainee.call("POST", `/sessions/${sessionId}/resolution`, {
    body: { category: "access", rootCause: "new phone", code: "solved", notes: "" },
    key: "end",
  });

describe("posting a message", () => {
  test("answers 201 with the message, the cursor behind it and the head", async () => {
    const answer = await trainee.post(id, "Good morning", "k-1");
    expect(answer.status).toBe(201);
    const { message, cursor, replayed } = answer.body;
    expect(Object.keys(answer.body).sort()).toEqual(["cursor", "message", "replayed"]);
    expect(message).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      sessionId: id,
      seq: message.seq,
      author: { role: "trainee", name: "Alex Morgan" },
      text: "Good morning",
      clientMessageId: "k-1",
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
    });
    expect(replayed).toBe(false);
    expect(cursor.endsWith(`:${String(message.seq)}`)).toBe(true);
    expect(head(answer)).toBe(message.seq);
  });

  test("fifty at once are numbered without holes", async () => {
    const { session } = await trainee.start();
    const before = head(await trainee.call("GET", `/sessions/${session.id}`));
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => trainee.post(session.id, `line ${String(n)}`)),
    );
    const seqs = answers.map(({ body }) => body.message.seq).sort((a, b) => a - b);
    expect(seqs).toEqual(Array.from({ length: 50 }, (_, n) => before + 1 + n));
    const { messages } = await trainee.list(session.id);
    expect(messages.map(({ seq }) => seq)).toEqual([...messages.keys()].map((n) => n + 1));
  });
});

describe("the same key", () => {
  test("with the same text returns the first message", async () => {
    const first = await trainee.post(id, "once\r\nonly", "again");
    await trainee.post(id, "something between");
    const second = await trainee.post(id, "once\nonly", "again");
    expect(second.status).toBe(200);
    expect(second.body).toMatchObject({ message: first.body.message, replayed: true });
    expect(head(second)).toBe(first.body.message.seq + 1);
  });

  test("twenty times at once stores one message", async () => {
    const { session } = await trainee.start();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => trainee.post(session.id, "only once", "twenty")),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...Array<number>(19).fill(200),
      201,
    ]);
    expect(answers.filter(({ body }) => !body.replayed)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body.message))).size).toBe(1);
    const { messages } = await trainee.list(session.id, "author=trainee");
    expect(messages).toHaveLength(1);
  });

  test("with another text is 422 with the original, and stores nothing", async () => {
    const first = await trainee.post(id, "the original", "reused");
    const before = await trainee.list(id);
    const answer = await trainee.post(id, "the original ", "reused");
    expectProblem(answer, 422, "idempotency_key_reused");
    expect(answer.body.message).toEqual(first.body.message);
    expect(await trainee.list(id)).toEqual(before);
    expect(head(answer)).toBe(first.body.message.seq);
  });

  test("in another session is another key", async () => {
    const { session } = await trainee.start();
    await trainee.post(id, "here", "shared");
    expect((await trainee.post(session.id, "there", "shared")).status).toBe(201);
  });

  test("returns the first message after the end, too; a new one is 409", async () => {
    const { session } = await trainee.start();
    const first = await trainee.post(session.id, "before the end", "kept");
    expect((await end(session.id)).status).toBe(201);
    const again = await trainee.post(session.id, "before the end", "kept");
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ message: first.body.message, replayed: true });
    const late = await trainee.post(session.id, "too late");
    expectProblem(late, 409, "session_ended");
    expect(head(late)).toBe(head(again));
    expectProblem(await trainee.post(session.id, "other", "kept"), 422, "idempotency_key_reused");
  });

  test.each(["x", "a b", "~!@#$%^&*()_+|{}:\"<>?`-=[]\\;',./", "k".repeat(128)])(
    "may be %s",
    async (key) => {
      const answer = await trainee.post(id, "any printable key", key);
      expect([answer.status, answer.body.message.clientMessageId]).toEqual([201, key]);
    },
  );

  test.each([
    ["129 characters", "k".repeat(129)],
    ["nothing", ""],
    ["a space", " "],
    ["é", "é"],
    ["a tab", "a\tb"],
  ])("may not be %s", async (_what, key) => {
    expectProblem(await trainee.post(id, "bad key", key), 422, "idempotency_key_missing");
  });

  test("has to be there", async () => {
    const options = { body: { text: "no key" } };
    const answer = await trainee.call("POST", `/sessions/${id}/messages`, options);
    expectProblem(answer, 422, "idempotency_key_missing");
    expect(head(answer)).toBeGreaterThan(0);
  });
});

describe("the text", () => {
  const emoji = "😀";
  test.each([
    ["line ends of all kinds", "a\r\nb\rc\nd", "a\nb\nc\nd"],
    ["tab and newline", "a\tb\nc", "a\tb\nc"],
    ["space around it", "  a  ", "  a  "],
    ["markup", "<script>alert(1)</script> & **bold**", undefined],
    ["what looks like a frame", 'x\n\nevent: reset\ndata: {"a":1}\n\n', undefined],
    ["separators that some take for line ends", "a\u2028b\u2029c", undefined],
    ["combining marks as they are", "e\u0301 é", undefined],
    ["right-to-left", "שלום العربية", undefined],
    ["a zero-width joiner", "👩‍💻", undefined],
    ["4,000 emoji", emoji.repeat(4_000), undefined],
    [
      "4,000 line ends of two characters and one letter less",
      `${"\r\n".repeat(3_999)}x`,
      `${"\n".repeat(3_999)}x`,
    ],
    ["JSON's own signs", '"\\/\b'.replace("\b", ""), undefined],
    ["a member's name of every object", "__proto__", undefined],
  ])("keeps %s", async (_what, text, stored = text) => {
    const answer = await trainee.post(id, text);
    expect([answer.status, answer.body.message.text]).toEqual([201, stored]);
    const { messages } = await trainee.list(id, "limit=1");
    expect(messages[0]?.text).toBe(stored);
  });

  test.each([
    ["nothing", "", "empty_text"],
    ["spaces", "   ", "empty_text"],
    ["white space of all kinds", " \t\r\n\u00a0\u2003\u3000\ufeff", "empty_text"],
    ["4,001 letters", "a".repeat(4_001), "text_too_long"],
    ["4,001 emoji", emoji.repeat(4_001), "text_too_long"],
    ["NUL", "a\u0000b", "control_characters"],
    ["a bell", "a\u0007b", "control_characters"],
    ["escape", "\u001b[31mred", "control_characters"],
    ["delete", "a\u007fb", "control_characters"],
    ["C1 controls", "a\u0085b\u009f", "control_characters"],
    ["a lone high surrogate", "a\ud83d", "control_characters"],
    ["a lone low surrogate", "\ude00a", "control_characters"],
  ])("may not be %s", async (_what, text, code) => {
    const answer = await trainee.post(id, text);
    expectProblem(answer, 422, code);
    expect(head(answer)).toBeGreaterThan(0);
  });

  test.each([
    ["a number", { text: 5 }],
    ["an array", { text: ["a"] }],
    ["an object", { text: { toString: "a" } }],
    ["null", { text: null }],
    ["missing", {}],
    ["beside something unknown", { text: "a", author: "customer" }],
    ["in an array", ["a"]],
    ["a bare string", "a"],
    ["nothing at all", null],
  ])("that is %s is 422", async (_what, body) => {
    expectProblem(await postBody(body), 422, "invalid_input");
  });

  test("that can't pollute a prototype", async () => {
    const options = {
      method: "POST",
      headers: {
        Authorization: `Bearer ${trainee.token ?? ""}`,
        "Content-Type": "application/json",
        "Idempotency-Key": "proto",
      },
    };
    const body = '{"__proto__":{"text":"polluted"},"constructor":{"prototype":{"text":"x"}}}';
    const response = await fetch(`${server.url}/api/v1/sessions/${id}/messages`, {
      ...options,
      body,
    });
    expect(response.status).toBe(422);
    expectProblem(await postBody({}), 422, "invalid_input");
  });
});
