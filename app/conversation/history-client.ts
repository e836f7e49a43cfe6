import type { ConversationSnapshot } from "./conversation-snapshot";
import { parseCursor } from "./cursor";
import type { Message } from "./events";
import type { SessionHttp } from "./session-http";
import type { Transcript } from "./transcript";
import type { Closed } from "./connection/transport";
import { closedBy } from "./connection/updates-client";
import { isAction, isMessage, isReceipt, isRecord } from "./wire";

export const pageOfHistory = 40;

/** `readAt` is the head as of which the page was read. */
export type HistoryPage = { messages: Message[]; hasMore: boolean; readAt: number };

/** Both are exclusive; without either the newest page. */
export type HistoryPlace = { before: number } | { after: number } | Record<string, never>;

export type HistoryClient = {
  page(place: HistoryPlace): Promise<HistoryPage | Closed>;
  /** The newest page and what surrounds it; `last` lends what the API doesn't tell. */
  snapshot(last: Transcript): Promise<ConversationSnapshot | Closed>;
};

type Body = Readonly<Partial<Record<string, unknown>>>;

export function createHistoryClient(sessionUrl: string, http: SessionHttp): HistoryClient {
  async function get(path: string): Promise<Body | Closed> {
    const answer = await http(`${sessionUrl}${path}`);
    if (answer?.status !== 200 || !isRecord(answer.body)) return closedBy(answer);
    return answer.body;
  }

  async function messages(place: HistoryPlace): Promise<HistoryPage | Closed> {
    const entries = Object.entries<number>({ ...place, limit: pageOfHistory });
    const search = new URLSearchParams(entries.map(([name, value]) => [name, String(value)]));
    const body = await get(`/messages?${search.toString()}`);
    return isClosed(body) ? body : readPage(body);
  }

  return {
    page: messages,
    snapshot: async (last) => {
      // The state first: what happens between the two reads is then replayed, not skipped.
      const state = await get("");
      if (isClosed(state)) return state;
      const page = await messages({});
      return "messages" in page ? join(state, page, last) : page;
    },
  };
}

const unreadable: Closed = { status: 0, retryAfterMs: null };

function isClosed(value: Body | Closed): value is Closed {
  return "retryAfterMs" in value;
}

function readPage(body: Body): HistoryPage | Closed {
  const position = parseCursor(String(body["cursor"]));
  if (!position || !Array.isArray(body["messages"])) return unreadable;
  const messages = body["messages"].filter(isMessage);
  return { messages, hasMore: body["hasMore"] === true, readAt: position.seq };
}

function join(state: Body, page: HistoryPage, last: Transcript): ConversationSnapshot | Closed {
  const cursor = String(state["cursor"]);
  const head = parseCursor(cursor)?.seq;
  const session = state["session"];
  if (head === undefined || !isRecord(session)) return unreadable;
  const actions = Array.isArray(state["actions"])
    ? state["actions"].filter(isAction)
    : last.actions;
  const transcript: Transcript = {
    ...last,
    status: session["status"] === "ended" ? "ended" : "active",
    head,
    messages: page.messages.filter(({ seq }) => seq <= head),
    hasEarlier: page.hasMore,
    actions: actions.filter(({ seq }) => seq <= head),
    receipts: readReceipts(state["receipts"]) ?? last.receipts,
    typing: [],
  };
  return { transcript, cursor, hasLater: false };
}

function readReceipts(value: unknown): Transcript["receipts"] | null {
  if (!Array.isArray(value)) return null;
  return value.filter(isReceipt).map((receipt) => ({ ...receipt, name: nameOf(receipt) }));
}

function nameOf(receipt: object): string {
  return "name" in receipt && typeof receipt.name === "string" ? receipt.name : "";
}
