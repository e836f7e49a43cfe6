import type { Random } from "~/lib/backoff";
import type { BrowserClock } from "../browser-clock";
import { createEventSourceTransport, type EventSourceLike } from "./event-source-transport";
import { createFetchStreamTransport } from "./fetch-stream-transport";
import type { Rung } from "./ladder";
import { createLongPollTransport } from "./long-poll-transport";
import type { Fetch } from "../session-http";
import { createShortPollTransport } from "./short-poll-transport";
import { createStreamDiagnosis } from "./stream-diagnosis";
import type { Closed, Transport } from "./transport";
import type { FetchUpdates } from "./updates-client";

/** What all rungs of one session need. */
export type TransportDeps = {
  /** Of the session's API, without a slash at the end. */
  api: string;
  /** How a cursor is asked for, in the address and in a body, if not as `cursor`. */
  query?: (cursor: string) => URLSearchParams;
  body?: (cursor: string) => unknown;
  fetch: Fetch;
  openEventSource: (url: string) => EventSourceLike;
  csrfToken: () => string;
  updates: FetchUpdates;
  /** Any other request about the session. */
  reach: () => Promise<Closed>;
  clock: BrowserClock;
  random: Random;
};

/** The ladder's transports, one for each rung. */
export function createTransports(deps: TransportDeps): Record<Rung, Transport> {
  const { fetch, reach } = deps;
  const url = `${deps.api}/events`;
  return {
    eventSource: createEventSourceTransport({
      ...(deps.query ? { query: deps.query } : {}),
      ...{ url, open: deps.openEventSource },
      diagnose: createStreamDiagnosis({ reach, fetch }),
    }),
    fetchStream: createFetchStreamTransport({
      ...(deps.body ? { body: deps.body } : {}),
      ...{ url, fetch, reach },
      headers: () => ({ "X-CSRF-Token": deps.csrfToken() }),
    }),
    longPoll: createLongPollTransport(deps),
    shortPoll: createShortPollTransport(deps),
  };
}
