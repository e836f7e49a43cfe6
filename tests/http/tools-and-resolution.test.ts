import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, type Api, cursorParts, expectProblem, signIn } from "../support/api";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
let trainee: Api;

beforeAll(async () => {
  server = await startServer();
  trainee = await signIn(server.url, "trainee");
});
afterAll(() => server.stop());

type Action = { seq: number; tool: string; label: string; by: string; at: string };
type Acted = { action: Action; cursor: string };
type Resolved = { session: Record<string, unknown>; debriefUrl: string };

const act = (id: string, body: unknown, key: string = crypto.randomUUID()) =>
  trainee.call<Acted>("POST", `/sessions/${id}/actions`, { body, key });
const resolution = {
  category: "access",
  rootCause: "new phone",
  code: "solved",
  notes: "all well",
};
const resolve = (id: string, body: unknown = resolution, key = "resolve") =>
  trainee.call<Resolved>("POST", `/sessions/${id}/resolution`, { body, key });
const head = ({ headers }: Answer<unknown>) => Number(headers.get("Session-Head"));
const started = async () => (await trainee.start()).session.id;

describe("an admin tool", () => {
  test("is an event, writes a system line, and the answer's cursor is behind both", async () => {
    const id = await started();
    const stream = await trainee.stream(id);
    const answer = await act(id, { tool: "lookup_user" });
    expect(answer.status).toBe(201);
    const { action, cursor } = answer.body;
    expect(action).toEqual({
      seq: action.seq,
      tool: "lookup_user",
      label: "Look up user",
      by: "Alex Morgan",
      at: expect.stringMatching(/Z$/) as string,
    });
    const lines = await trainee.list(id, `after=${String(action.seq)}&author=system`);
    expect(lines.messages[0]?.author.role).toBe("system");
    expect(lines.messages[0]?.text).toContain("Priya Raman");
    expect(lines.messages[0]?.clientMessageId).toBeNull();
    expect(cursorParts(cursor).seq).toBeGreaterThanOrEqual(lines.messages[0]?.seq ?? Infinity);
    expect(head(answer)).toBe(cursorParts(cursor).seq);
    await stream.reach(action.seq);
    expect(stream.durable().find(({ type }) => type === "action.taken")?.data).toEqual(action);
    await stream.close();
  });

  test("under the same key is used once, also at once", async () => {
    const id = await started();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => act(id, { tool: "reset_mfa" }, "once")),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...Array<number>(9).fill(200),
      201,
    ]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body.action))).size).toBe(1);
    const stream = await trainee.stream(id, {
      query: `?cursor=${cursorParts(answers[0]?.body.cursor ?? "").epoch}:0`,
    });
    await stream.reach(Math.max(...answers.map(head)));
    expect(stream.durable().filter(({ type }) => type === "action.taken")).toHaveLength(1);
    await stream.close();
  });

  test("under a key of another tool, or of other arguments, is 422 with the original", async () => {
    const id = await started();
    const first = await act(id, { tool: "lookup_user", args: { user: "praman" } }, "k");
    expect((await act(id, { tool: "lookup_user", args: { user: "praman" } }, "k")).status).toBe(
      200,
    );
    for (const body of [
      { tool: "unlock_account" },
      { tool: "lookup_user" },
      { tool: "lookup_user", args: { user: "x" } },
    ]) {
      const answer = await act(id, body, "k");
      expectProblem(answer, 422, "idempotency_key_reused");
      expect(answer.body.action).toEqual(first.body.action);
    }
  });

  test("that the scenario doesn't have is 422", async () => {
    const id = await started();
    for (const tool of ["printer_map", "", "__proto__", "constructor", "\u0000"]) {
      const answer = await act(id, { tool });
      expectProblem(answer, 422, "unknown_tool");
      expect(head(answer)).toBeGreaterThan(0);
    }
  });

  test.each([
    {},
    { tool: 5 },
    { tool: ["lookup_user"] },
    { tool: "lookup_user", args: [] },
    { tool: "lookup_user", args: { user: 5 } },
    { tool: "lookup_user", args: { user: "a\u0000b" } },
    { tool: "lookup_user", args: { "a\u0000b": "user" } },
    { tool: "lookup_user", args: { user: "\ud800" } },
    { tool: "lookup_user", args: { "\udfff": "user" } },
    { tool: "lookup_user", more: 1 },
  ])("with %j is 422", async (body) => {
    expectProblem(await act(await started(), body), 422, "invalid_input");
  });

  test("needs a key", async () => {
    const id = await started();
    const answer = await trainee.call("POST", `/sessions/${id}/actions`, {
      body: { tool: "lookup_user" },
    });
    expectProblem(answer, 422, "idempotency_key_missing");
    expectProblem(
      await act(id, { tool: "lookup_user" }, "k".repeat(129)),
      422,
      "idempotency_key_missing",
    );
  });
});

describe("the resolution", () => {
  test("ends the session, tells every reader, and leads to the debrief", async () => {
    const id = await started();
    const stream = await trainee.stream(id);
    expectProblem(await trainee.call("GET", `/sessions/${id}/debrief`), 409, "session_active");
    const answer = await resolve(id);
    expect(answer.status).toBe(201);
    expect(answer.body.session).toMatchObject({ id, status: "ended", endReason: "resolved" });
    expect(answer.body.debriefUrl).toContain(id);
    const { data } = await stream.find(({ type }) => type === "session.changed");
    expect(data).toEqual({
      seq: head(answer),
      status: "ended",
      at: answer.body.session["endedAt"],
    });
    await stream.close();
    type Debrief = {
      outcome: string;
      score: number;
      criteria: Record<string, unknown>[];
      critical: unknown[];
    };
    const debrief = await trainee.call<Debrief>("GET", `/sessions/${id}/debrief`);
    expect(debrief.status).toBe(200);
    expect(debrief.body.outcome).not.toBe("success");
    for (const criterion of debrief.body.criteria) {
      expect(Object.keys(criterion)).toEqual(
        expect.arrayContaining(["id", "score", "max", "evidence", "reason", "better"]),
      );
    }
    const page = await fetch(new URL(answer.body.debriefUrl, server.url), { redirect: "manual" });
    expect(page.status).not.toBe(404);
  });

  test("under the same key ends it once, also at once", async () => {
    const id = await started();
    const answers = await Promise.all(Array.from({ length: 8 }, () => resolve(id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...Array<number>(7).fill(200),
      201,
    ]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(new Set(answers.map(head)).size).toBe(1);
  });

  test("again with other words is 422, under another key 409", async () => {
    const id = await started();
    await resolve(id);
    const other = await resolve(id, { ...resolution, notes: "changed my mind" });
    expectProblem(other, 422, "idempotency_key_reused");
    expectProblem(await resolve(id, resolution, "another"), 409, "session_ended");
    expect(head(other)).toBeGreaterThan(0);
  });

  test.each([
    {},
    { ...resolution, category: "weather" },
    { ...resolution, code: "gone" },
    { ...resolution, rootCause: "" },
    { ...resolution, rootCause: "   " },
    { ...resolution, rootCause: "a\u0000b" },
    { ...resolution, notes: "a\u0000b" },
    { ...resolution, notes: "\ud800" },
    { ...resolution, notes: ["a"] },
    { ...resolution, notes: "a".repeat(10_000) },
    { ...resolution, score: 100 },
  ])("%j is 422 and ends nothing", async (body) => {
    const id = await started();
    expectProblem(await resolve(id, body), 422, "invalid_input");
    const { body: shown } = await trainee.call<{ session: { status: string } }>(
      "GET",
      `/sessions/${id}`,
    );
    expect(shown.session.status).toBe("active");
  });

  test("needs a key", async () => {
    const id = await started();
    const answer = await trainee.call("POST", `/sessions/${id}/resolution`, { body: resolution });
    expectProblem(answer, 422, "idempotency_key_missing");
  });
});

describe("an ended session", () => {
  test("takes nothing more but what was read of it", async () => {
    const id = await started();
    const end = head(await resolve(id));
    const ended = [
      await trainee.post(id, "too late"),
      await act(id, { tool: "lookup_user" }),
      await trainee.call("POST", `/sessions/${id}/typing`, { body: { typing: true } }),
    ];
    for (const answer of ended) {
      expectProblem(answer, 409, "session_ended");
      expect(head(answer)).toBe(end);
    }
    const read = await trainee.call("POST", `/sessions/${id}/receipts`, { body: { readSeq: end } });
    expect([read.status, head(read)]).toEqual([204, end]);
  });

  test("still returns what its tools did", async () => {
    const id = await started();
    const first = await act(id, { tool: "lookup_user" }, "before");
    await resolve(id);
    const again = await act(id, { tool: "lookup_user" }, "before");
    expect([again.status, again.body.action]).toEqual([200, first.body.action]);
  });

  test("is streamed to who reads it later, and the stream stays open", async () => {
    const id = await started();
    const end = await resolve(id);
    const { epoch } = cursorParts((await trainee.list(id)).cursor);
    const stream = await trainee.stream(id, { query: `?cursor=${epoch}:0` });
    await stream.reach(head(end));
    expect(stream.durable().at(-1)?.type).toBe("session.changed");
    await stream.close();
  });
});
