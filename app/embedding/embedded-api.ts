import { browserClock } from "~/conversation/browser-clock";
import type { ConversationSnapshot } from "~/conversation/conversation-snapshot";
import type { Action, Message } from "~/conversation/events";
import { createHistoryClient } from "~/conversation/history-client";
import { type Answer, createSessionHttp, type Fetch } from "~/conversation/session-http";
import type { Transcript } from "~/conversation/transcript";
import { isRecord } from "~/conversation/wire";
import type { Debrief } from "~/debrief/debrief";
import type { ScenarioCard, TicketView } from "~/scenarios/scenario-card";
import type { SessionView } from "~/sessions/session-view";
import type { StartBody } from "./start-form";

/** What the API says no to, in words for people. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** By the field's name. */
    readonly fields: Record<string, string> = {},
  ) {
    super(message);
  }
}

export type Library = {
  user: { id: string; name: string; role: "trainee" | "trainer" };
  scenarios: (ScenarioCard & { ticket: TicketView; brief: string })[];
};
export type OpenedSession = { view: SessionView; now: string; snapshot: ConversationSnapshot };
export type ReadDebrief = {
  session: SessionView;
  debrief: Debrief;
  messages: Message[];
  actions: Action[];
  /** Of the same customer once more. */
  seed: number;
};

export type EmbeddedApi = ReturnType<typeof createEmbeddedApi>;

/** What the pages' loaders and actions do, by the API. All reject with a Refusal. */
export function createEmbeddedApi(fetch: Fetch) {
  const http = createSessionHttp({ fetch, clock: browserClock, heard: () => undefined });
  const of = (sessionId: string): string => `/api/v1/sessions/${sessionId}`;
  const get = async <T>(url: string): Promise<T> => (await require(http(url))) as T;
  const post = (url: string, body: unknown, key: string) => {
    const headers = { "Content-Type": "application/json", "Idempotency-Key": key };
    return require(http(url, { method: "POST", headers, body: JSON.stringify(body) }));
  };
  const getView = (sessionId: string) =>
    get<{ view: SessionView; now: string }>(`${of(sessionId)}/view`);

  return {
    getLibrary: () => get<Library>("/api/v1/library"),
    getView,
    async start(body: StartBody, key: string): Promise<string> {
      const started = await post("/api/v1/sessions", body, key);
      return (started as { session: { id: string } }).session.id;
    },
    async open(sessionId: string): Promise<OpenedSession> {
      const seen = await getView(sessionId);
      const snapshot = await createHistoryClient(of(sessionId), http).snapshot(empty(sessionId));
      if ("transcript" in snapshot) return { ...seen, snapshot };
      throw new Refusal(snapshot.status, unreachable);
    },
    act: (sessionId: string, tool: string, key: string) =>
      post(`${of(sessionId)}/actions`, { tool }, key),
    resolve: (sessionId: string, body: Record<string, string>, key: string) =>
      post(`${of(sessionId)}/resolution`, body, key),
    async getDebrief(sessionId: string): Promise<ReadDebrief> {
      const [{ view }, scored, state, messages] = await Promise.all([
        getView(sessionId),
        get<Debrief & { criticalFailures: Debrief["critical"] }>(`${of(sessionId)}/debrief`),
        get<{ actions: Action[]; session: { seed: number } }>(of(sessionId)),
        readMessages((query) => get(`${of(sessionId)}/messages?${query}`)),
      ]);
      const debrief = { ...scored, critical: scored.criticalFailures };
      const { actions, session } = state;
      return { session: view, debrief, messages, actions, seed: session.seed };
    },
  };
}

type Page = { messages: Message[]; hasMore: boolean };

/** The whole conversation, page by page. */
async function readMessages(read: (query: string) => Promise<Page>): Promise<Message[]> {
  const all: Message[] = [];
  for (let more = true; more;) {
    const after = all.at(-1)?.seq ?? 0;
    const page = await read(`limit=100&after=${String(after)}`);
    all.push(...page.messages);
    more = page.hasMore && page.messages.length > 0;
  }
  return all;
}

const unreachable = "The server can't be reached. Try again in a moment.";

async function require(asked: Promise<Answer | null>): Promise<unknown> {
  const answer = await asked;
  if (answer === null) throw new Refusal(0, unreachable);
  if (answer.status < 300) return answer.body;
  const body = isRecord(answer.body) ? answer.body : {};
  const detail = typeof body["detail"] === "string" ? body["detail"] : unreachable;
  throw new Refusal(answer.status, detail, fieldsOf(body["errors"]));
}

function fieldsOf(errors: unknown): Record<string, string> {
  if (!Array.isArray(errors)) return {};
  return Object.fromEntries(
    errors.filter(isRecord).map(({ field, message }) => [String(field), sentence(String(message))]),
  );
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function empty(sessionId: string): Transcript {
  return {
    ...{ sessionId, status: "active", head: 0, hasEarlier: false },
    ...{ messages: [], actions: [], receipts: [], typing: [], present: [] },
  };
}
