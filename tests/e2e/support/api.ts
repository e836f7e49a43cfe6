import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import type { Message } from "~/conversation/events";
import type { TestServer } from "../../support/server";
import type { Account } from "./accounts";

/** What a test needs beside the browser, as another program would get it. */
export interface Api {
  /** Gives the session's id. */
  startSession(scenarioId: string): Promise<string>;
  post(sessionId: string, text: string): Promise<void>;
  /** Posts it and waits until the customer has answered. */
  ask(sessionId: string, text: string): Promise<void>;
  /** Posts "<text> 1", "<text> 2" … in this order. */
  postMany(sessionId: string, text: string, count: number): Promise<void>;
  /** Ends the session. */
  resolve(sessionId: string): Promise<void>;
  /** The whole history, as it is stored. */
  listMessages(sessionId: string): Promise<Message[]>;
  /** What the trainee said, as it is stored. */
  listOwn(sessionId: string): Promise<string[]>;
}

export async function signInToApi(server: TestServer, account: Account): Promise<Api> {
  const { email, password } = account;
  const token = await call(`${server.url}/api/v1/token`, { body: { email, password } });
  const authorization = `Bearer ${String(token["accessToken"])}`;
  const api = (path: string, body?: object, key?: string) =>
    call(`${server.url}/api/v1/sessions${path}`, { authorization, body, key });
  const post = async (sessionId: string, text: string) => {
    await api(`/${sessionId}/messages`, { text }, randomUUID());
  };
  const listMessages = async (sessionId: string) => {
    const { messages } = await api(`/${sessionId}/messages?limit=100`);
    return messages as Message[];
  };
  return {
    startSession: async (scenarioId) => {
      const { session } = await api("", { scenarioId, seed: 7 });
      return (session as { id: string }).id;
    },
    post,
    postMany: async (sessionId, text, count) => {
      for (let n = 1; n <= count; n += 1) await post(sessionId, `${text} ${n}`);
    },
    ask: async (sessionId, text) => {
      await post(sessionId, text);
      const lastAuthor = async () => (await listMessages(sessionId)).at(-1)?.author.role;
      await expect.poll(lastAuthor).toBe("customer");
    },
    resolve: async (sessionId) => {
      const resolution = { category: "access", rootCause: "New phone", code: "solved", notes: "" };
      await api(`/${sessionId}/resolution`, resolution, randomUUID());
    },
    listMessages,
    listOwn: async (sessionId) => {
      const messages = await listMessages(sessionId);
      return messages.flatMap(({ author, text }) => (author.role === "trainee" ? [text] : []));
    },
  };
}

type Call = {
  authorization?: string;
  body?: object | undefined;
  key?: string | undefined;
};

async function call(url: string, { authorization, body, key }: Call) {
  const response = await fetch(url, {
    method: body ? "POST" : "GET",
    headers: {
      "Content-Type": "application/json",
      ...(authorization && { Authorization: authorization }),
      ...(key && { "Idempotency-Key": key }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}
