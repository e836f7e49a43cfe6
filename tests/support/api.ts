import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { openStream, type OpenStream } from "./open-stream";

/** What an answer of the API was, read in full. */
export type Answer<T = Record<string, unknown>> = {
  status: number;
  headers: Headers;
  /** Null when there is none. */
  body: T;
};

export type CallOptions = {
  /** Sent as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  /** The Idempotency-Key. */
  key?: string;
};

export type ApiMessage = {
  id: string;
  sessionId: string;
  seq: number;
  author: { role: string; name: string };
  text: string;
  clientMessageId: string | null;
  createdAt: string;
};
export type Posted = { message: ApiMessage; cursor: string; replayed: boolean };
export type MessagePage = { messages: ApiMessage[]; hasMore: boolean; cursor: string };
export type Started = { session: { id: string } & Record<string, unknown>; cursor: string };
export type Updates = {
  events?: { id?: string; type: string; data: Record<string, unknown> }[];
  reset?: { reason: string };
  cursor: string;
  head: number;
};

export const accounts = {
  trainee: "trainee@example.com",
  other: "trainee2@example.com",
  trainer: "trainer@example.com",
} as const;
export const password = "deskside-demo";

/** One caller of the API at `/api/v1`, with or without a token. */
export type Api = {
  token: string | undefined;
  call<T>(method: string, path: string, options?: CallOptions): Promise<Answer<T>>;
  /** A new session of `mfa-new-phone`, or of the scenario given. */
  start(scenarioId?: string): Promise<Started>;
  /** Posts under a key of its own unless one is given. */
  post(sessionId: string, text: string, key?: string): Promise<Answer<Posted>>;
  list(sessionId: string, query?: string): Promise<MessagePage>;
  stream(sessionId: string, options?: StreamOptions): Promise<OpenStream>;
};

export type StreamOptions = {
  method?: string;
  query?: string;
  lastEventId?: string;
  body?: unknown;
};

export function createApi(url: string, token?: string): Api {
  const authorized: Record<string, string> = token ? { Authorization: `Bearer ${token}` } : {};

  async function call<T>(method: string, path: string, options: CallOptions = {}) {
    const headers = {
      ...authorized,
      ...(options.body === undefined ? {} : { "Content-Type": "application/json" }),
      ...(options.key === undefined ? {} : { "Idempotency-Key": options.key }),
      ...options.headers,
    };
    const body = options.body === undefined ? null : JSON.stringify(options.body);
    const response = await fetch(`${url}/api/v1${path}`, { method, headers, body });
    return readAnswer<T>(response);
  }

  return {
    token,
    call,
    async start(scenarioId = "mfa-new-phone") {
      const answer = await call<Started>("POST", "/sessions", { body: { scenarioId, seed: 7 } });
      expect(answer.status).toBe(201);
      return answer.body;
    },
    post: (sessionId, text, key = randomUUID()) =>
      call<Posted>("POST", `/sessions/${sessionId}/messages`, { body: { text }, key }),
    async list(sessionId, query = "limit=100") {
      const answer = await call<MessagePage>("GET", `/sessions/${sessionId}/messages?${query}`);
      expect(answer.status).toBe(200);
      return answer.body;
    },
    stream: (sessionId, { method = "GET", query = "", lastEventId, body } = {}) =>
      openStream(`${url}/api/v1/sessions/${sessionId}/events${query}`, {
        method,
        headers: {
          ...authorized,
          ...(lastEventId === undefined ? {} : { "Last-Event-ID": lastEventId }),
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  };
}

export async function readAnswer<T>(response: Response): Promise<Answer<T>> {
  const text = await response.text();
  const json = text !== "" && /json/.test(response.headers.get("Content-Type") ?? "");
  return {
    status: response.status,
    headers: response.headers,
    body: (json ? JSON.parse(text) : null) as T,
  };
}

/** Signs a demo account in by the API. */
export async function signIn(url: string, account: keyof typeof accounts): Promise<Api> {
  const given = { body: { email: accounts[account], password } };
  const { status, body } = await createApi(url).call<{ accessToken: string }>(
    "POST",
    "/token",
    given,
  );
  expect(status).toBe(200);
  return createApi(url, body.accessToken);
}

/** Holds that the answer is a problem document of RFC 9457 with this status and code. */
export function expectProblem(answer: Answer<unknown>, status: number, code: string): void {
  expect({ status: answer.status, body: answer.body }).toMatchObject({
    status,
    body: {
      type: expect.stringMatching(/^[a-z][a-z0-9+.-]*:/) as unknown,
      title: expect.stringMatching(/./) as unknown,
      status,
      detail: expect.stringMatching(/./) as unknown,
      code,
      requestId: expect.stringMatching(/./) as unknown,
    },
  });
  expect(answer.headers.get("Content-Type")).toMatch(/^application\/problem\+json(;|$)/);
}

/** The epoch's half of a cursor, and the seq's. */
export function cursorParts(cursor: string): { epoch: string; seq: number } {
  const [epoch = "", seq = ""] = cursor.split(":");
  return { epoch, seq: Number(seq) };
}
