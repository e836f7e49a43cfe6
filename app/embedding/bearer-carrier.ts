import type { Carrier } from "~/conversation/browser-conversation";
import { browserClock } from "~/conversation/browser-clock";
import { noNotices } from "~/conversation/outbox/outbox-notices";
import { createMemoryOutboxStorage } from "~/conversation/outbox/outbox-storage";
import { createApiPostClient } from "~/conversation/outbox/post-client";
import { createSessionHttp, type Fetch, type SessionHttp } from "~/conversation/session-http";
import { isRecord } from "~/conversation/wire";
import { createTicketStream } from "./ticket-stream";

/**
 * A conversation over an authorized fetch: nothing by cookie, nothing in storage, which the same
 * settings deny. Its outbox lives as long as the carrier, whichever chat is on the screen.
 */
export function createBearerCarrier(fetch: Fetch): Carrier {
  const http = createSessionHttp({ fetch, clock: browserClock, heard: () => undefined });
  return {
    fetch,
    transports: (usual, sessionUrl, reach) => {
      const ticketed = createTicketStream({
        url: `${sessionUrl}/events`,
        ticket: () => askForTicket(http, sessionUrl),
        open: (url) => new EventSource(url),
        reach,
      });
      // The header goes with fetch alone, so that is tried first where it can stream.
      return canStreamFetch()
        ? { ...usual, eventSource: usual.fetchStream, fetchStream: ticketed }
        : { ...usual, eventSource: ticketed };
    },
    createPost: createApiPostClient,
    outbox: {
      storage: createMemoryOutboxStorage(),
      notices: noNotices,
      takeTurn: (_, work) => work(),
    },
  };
}

async function askForTicket(http: SessionHttp, sessionUrl: string): Promise<string | null> {
  const answer = await http(`${sessionUrl}/ticket`, { method: "POST" });
  const ticket = isRecord(answer?.body) ? answer.body["ticket"] : undefined;
  return typeof ticket === "string" ? ticket : null;
}

/** Asked late: the server, where this module is loaded too, has no say in it. */
function canStreamFetch(): boolean {
  return "body" in Response.prototype && typeof TextDecoder === "function";
}
