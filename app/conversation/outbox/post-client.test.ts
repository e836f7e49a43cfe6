import { expect, test } from "vitest";
import { createPostClient } from "./post-client";
import type { Answer, SessionHttp } from "../session-http";

const message = {
  id: "m1",
  sessionId: "s",
  seq: 7,
  author: { role: "trainee", name: "Tess" },
  text: "Hello & welcome",
  clientMessageId: "key-1",
  createdAt: "2026-01-02T03:04:05.000Z",
};

function answering(answer: Partial<Answer> | null) {
  const asked: { url: string; init: RequestInit | undefined }[] = [];
  const http: SessionHttp = (url, init) => {
    asked.push({ url, init });
    const whole = { status: 200, headers: new Headers(), body: undefined, redirectedTo: null };
    return Promise.resolve(answer && { ...whole, ...answer });
  };
  return { post: createPostClient("/sessions/s/messages", () => "csrf", http), asked };
}

const draft = { key: "key-1", text: "Hello & welcome" };

test("a post is the form that the page without JavaScript would send", async () => {
  const { post, asked } = answering({ status: 201, body: { message } });
  expect(await post(draft)).toEqual({ kind: "stored", message });
  expect(asked[0]?.url).toBe("/sessions/s/messages");
  const body = new URLSearchParams({ _csrf: "csrf", key: "key-1", text: "Hello & welcome" });
  expect(asked[0]?.init).toMatchObject({ method: "POST", body });
});

test("a repeated post that the server knows already counts as stored", async () => {
  const { post } = answering({ status: 200, body: { message, replayed: true } });
  expect(await post(draft)).toEqual({ kind: "stored", message });
});

test.each([
  ["nobody answers", null],
  ["a captive portal says 200 with a page of its own", { status: 200, body: undefined }],
  [
    "a cache gives another message's answer",
    { status: 200, body: { message: { ...message, clientMessageId: "other" } } },
  ],
  ["the server is broken", { status: 500 }],
  ["a proxy finds nobody", { status: 502 }],
  ["an ingress says 404 while the server is replaced", { status: 404, body: undefined }],
  ["a filter says 403", { status: 403, body: { detail: "Blocked" } }],
  ["a proxy wants to know who one is", { status: 401 }],
  ["something says 410", { status: 410, body: "Gone" }],
])("it goes again when %s", async (_, answer) => {
  expect(await answering(answer).post(draft)).toEqual({ kind: "again", retryAfterMs: null });
});

test("too many posts wait as long as the server says", async () => {
  const { post } = answering({ status: 429, headers: new Headers({ "Retry-After": "3" }) });
  expect(await post(draft)).toEqual({ kind: "again", retryAfterMs: 3_000 });
});

test("signed out is told by 401, and by being sent to the sign-in page", async () => {
  const signedOut = { status: 401, body: { code: "not_signed_in" } };
  expect(await answering(signedOut).post(draft)).toEqual({ kind: "signed_out" });
  const redirectedTo = "https://desk.example/login?to=%2Fsessions%2Fs";
  expect(await answering({ redirectedTo }).post(draft)).toEqual({ kind: "signed_out" });
});

test.each([409, 413, 422])("%i is final, with the server's own words", async (status) => {
  const { post } = answering({ status, body: { detail: "The session has ended" } });
  expect(await post(draft)).toEqual({ kind: "refused", detail: "The session has ended" });
});

test("a refusal without words still says something", async () => {
  const outcome = await answering({ status: 413 }).post(draft);
  expect(outcome).toEqual({ kind: "refused", detail: "The server refused the message (413)." });
});

test.each([403, 404])("%i says that the session isn't for whoever is signed in", async (status) => {
  const body = { code: "not_found", detail: "There is nothing here" };
  const { post } = answering({ status, body });
  expect(await post(draft)).toEqual({ kind: "not_ours", detail: "There is nothing here" });
});
