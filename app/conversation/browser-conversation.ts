import { randomUUID } from "~/lib/random-uuid";
import { browserClock } from "./browser-clock";
import { browserOutbox, createBrowserLeftovers, readersOutbox } from "./outbox/browser-outbox";
import { shareTransports } from "./connection/browser-wires";
import { createConversation } from "./conversation-store";
import type { Conversation } from "./conversation-types";
import type { ConversationSnapshot } from "./conversation-snapshot";
import type { Author } from "./events";
import { createHistoryClient } from "./history-client";
import type { Rung } from "./connection/ladder";
import { noLeftovers } from "./outbox/leftovers";
import type { SharedOutbox } from "./outbox/outbox";
import { networkType } from "./connection/page-signals";
import { createPostClient, type PostMessage } from "./outbox/post-client";
import type { PostReceipts } from "./receipt-sender";
import { createRungMemory } from "./connection/rung-memory";
import { createSessionHttp, type Fetch, isOthersRefusal, type SessionHttp } from "./session-http";
import type { Closed, Transport } from "./connection/transport";
import { createTransports } from "./connection/transports";
import { createUpdatesClient } from "./connection/updates-client";

export type ConversationInput = {
  snapshot: ConversationSnapshot;
  viewer: Author;
  /** Asked at every request; signing in again makes a new one. */
  csrfToken: () => string;
  /** Nothing can be written: somebody else's session, or one that has ended. */
  readOnly: boolean;
  /** How things travel where the browser keeps no cookie; without it the cookie carries all. */
  carrier?: Carrier | undefined;
};

/** Another way for all that a conversation sends and gets. */
export type Carrier = {
  fetch: Fetch;
  /** The rungs of the ladder, made of those that there are; `reach` is any other request. */
  transports: (
    usual: Record<Rung, Transport>,
    sessionUrl: string,
    reach: () => Promise<Closed>,
  ) => Record<Rung, Transport>;
  createPost: (sessionUrl: string, http: SessionHttp) => PostMessage;
  outbox: SharedOutbox;
};

const browserFetch: Fetch = (url, init) => fetch(url, init);

const browserMemory = createRungMemory({
  storage: () => localStorage,
  network: networkType,
  clock: browserClock,
});

/**
 * The conversation of this page with the browser's own fetch, EventSource and
 * storage. Touches none of them until it is started, so that it can be made
 * while the server renders.
 */
export function createBrowserConversation(input: ConversationInput): Conversation {
  const { snapshot, viewer, csrfToken, readOnly, carrier } = input;
  const { sessionId } = snapshot.transcript;
  // What its own trainee left unsent when a session ended is still to be seen.
  const watching = viewer.role !== "trainee";
  const api = `/api/v1/sessions/${sessionId}`;
  const fetch = carrier?.fetch ?? browserFetch;
  const http = createSessionHttp({
    fetch,
    clock: browserClock,
    heard: (head) => {
      conversation.heard(head);
    },
  });
  const postJson = jsonPoster(http, csrfToken);
  const updates = createUpdatesClient(api, http);
  const conversation: Conversation = createConversation(snapshot, {
    viewer,
    updates,
    transports: (reach) => {
      const own = createTransports({
        ...{ api, fetch, csrfToken, updates, reach, clock: browserClock, random: Math.random },
        openEventSource: (url) => new EventSource(url),
      });
      // Whoever carries their requests otherwise has their own way of being let in.
      if (carrier) return carrier.transports(own, api, reach);
      return shareTransports(own, { session: sessionId, viewer, csrfToken });
    },
    memory: browserMemory,
    history: createHistoryClient(api, http),
    post:
      carrier?.createPost(api, http) ??
      createPostClient(`/sessions/${sessionId}/messages`, csrfToken, http),
    postTyping: (typing) => {
      if (!readOnly) void postJson(`${api}/typing`, { typing });
    },
    postReceipts: readOnly ? () => Promise.resolve("gone") : receiptPoster(api, postJson),
    outbox: watching ? readersOutbox : (carrier?.outbox ?? browserOutbox),
    leftovers:
      watching || carrier ? noLeftovers : createBrowserLeftovers(sessionId, csrfToken, fetch),
    clock: browserClock,
    random: Math.random,
    randomUUID,
  });
  return conversation;
}

type PostJson = (url: string, body: unknown) => Promise<number>;

/** Gives the status, 0 when the server has not answered. */
function jsonPoster(http: SessionHttp, csrfToken: () => string): PostJson {
  return async (url, body) => {
    const headers = { "Content-Type": "application/json", "X-CSRF-Token": csrfToken() };
    const answer = await http(url, { method: "POST", headers, body: JSON.stringify(body) });
    return answer && !isOthersRefusal(answer) ? answer.status : 0;
  };
}

/** 408 and 429 pass; another refusal would be repeated for ever. */
function receiptPoster(api: string, postJson: PostJson): PostReceipts {
  return async (cursors) => {
    const status = await postJson(`${api}/receipts`, cursors);
    if (status >= 200 && status < 300) return "done";
    if (status === 401) return "signed_out";
    return status < 400 || status >= 500 || [408, 429].includes(status) ? "failed" : "gone";
  };
}
