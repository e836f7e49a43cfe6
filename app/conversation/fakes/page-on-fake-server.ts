import { browserClock } from "../browser-clock";
import { createConversation } from "../conversation-store";
import type { Conversation } from "../conversation-types";
import { trainee } from "./fake-session-log";
import type { FakeSessionServer } from "./fake-session-server";
import { createHistoryClient } from "../history-client";
import { noLeftovers } from "../outbox/leftovers";
import type { SharedOutbox } from "../outbox/outbox";
import { noNotices } from "../outbox/outbox-notices";
import type { OutboxStorage, WebStorage } from "../outbox/outbox-storage";
import { createPostClient } from "../outbox/post-client";
import { createRungMemory } from "../connection/rung-memory";
import { createSessionHttp } from "../session-http";
import { createTestWebStorage } from "../outbox/test-web-storage";
import { createTransports } from "../connection/transports";
import { createUpdatesClient } from "../connection/updates-client";

let keys = 0;

/** The trainee's page as a browser would have it, started, on a server in memory; for tests. */
export function openPageOn(
  server: FakeSessionServer,
  storage: OutboxStorage,
  among: Partial<SharedOutbox> = {},
  web: WebStorage = createTestWebStorage(),
): Conversation {
  const api = "/api/v1/sessions/s";
  const http = createSessionHttp({
    fetch: server.fetch,
    clock: browserClock,
    heard: (head) => {
      conversation.heard(head);
    },
  });
  const updates = createUpdatesClient(api, http);
  const conversation: Conversation = createConversation(server.snapshot(), {
    viewer: trainee,
    updates,
    transports: (reach) =>
      createTransports({
        ...{ api, fetch: server.fetch, openEventSource: server.openStream, updates, reach },
        ...{ csrfToken: () => "token", clock: browserClock, random: () => 0.5 },
      }),
    memory: createRungMemory({ storage: () => web, network: () => "any", clock: browserClock }),
    history: createHistoryClient(api, http),
    post: createPostClient("/sessions/s/messages", () => "token", http),
    postTyping: (typing) => void http(`${api}/typing`, { method: "POST", body: String(typing) }),
    postReceipts: async (cursors) => {
      const answer = await http(`${api}/receipts?${JSON.stringify(cursors)}`, { method: "POST" });
      if (answer?.status === 401) return "signed_out";
      return answer?.status === 204 ? "done" : "failed";
    },
    outbox: { storage, notices: noNotices, takeTurn: (_, work) => work(), ...among },
    leftovers: noLeftovers,
    clock: browserClock,
    random: () => 0.5,
    randomUUID: () => `key-${String((keys += 1))}`,
  });
  conversation.start();
  return conversation;
}
