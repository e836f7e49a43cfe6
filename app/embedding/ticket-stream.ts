import {
  createEventSourceTransport,
  type EventSourceLike,
} from "~/conversation/connection/event-source-transport";
import type { Closed, Transport, TransportHandlers } from "~/conversation/connection/transport";

type TicketStreamDeps = {
  url: string;
  /** Null when there is none to be had. */
  ticket: () => Promise<string | null>;
  open: (url: string) => EventSourceLike;
  reach: () => Promise<Closed>;
};

/**
 * The event stream by EventSource, where fetch can't stream. It sends no header, so each start asks
 * for a ticket of its own: one is good once, and EventSource's own reconnecting would use it twice.
 */
export function createTicketStream(deps: TicketStreamDeps): Transport {
  return {
    start: (cursor, handlers, signal) => {
      void deps.ticket().then((ticket) => {
        if (signal.aborted) return;
        if (ticket !== null) openWith(ticket, deps).start(cursor, handlers, signal);
        else tellWhy(deps, handlers, signal);
      });
    },
  };
}

function openWith(ticket: string, { url, open, reach }: TicketStreamDeps): Transport {
  const openTicketed = (address: string) => open(`${address}&ticket=${ticket}`);
  return createEventSourceTransport({ url, open: openTicketed, diagnose: reach });
}

function tellWhy({ reach }: TicketStreamDeps, handlers: TransportHandlers, signal: AbortSignal) {
  void reach().then((why) => {
    if (!signal.aborted) handlers.closed(why);
  });
}
