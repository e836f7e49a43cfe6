import { type BrowserClock, createAlarm } from "../browser-clock";
import { formatCursor, parseCursor } from "../cursor";
import { isRecord } from "../wire";
import type { Frame, Transport, TransportHandlers } from "./transport";

/** A tab's own transport for a session, for as long as no leader serves it. */
export type OwnTransport = {
  /** Nothing changes where it runs; but a hand-over that has begun is off. */
  start(cursor: string): void;
  /** A leader serves it now: it ends with the first that comes by the leader's wire, or soon. */
  handOver(): void;
  /** Not handed over after all: the leader that served it is gone, or refuses it. */
  keep(): void;
  end(): void;
  /** It runs, and no leader serves it. */
  isAlone(): boolean;
};

/** A leader that serves may have to wait for one of the connections that its tabs opened meanwhile. */
const handOverMs = 1_000;

export function createOwnTransport(
  transport: Transport,
  handlers: TransportHandlers,
  clock: BrowserClock,
): OwnTransport {
  const handOverEnds = createAlarm(clock);
  let controller: AbortController | null = null;
  let isServed = false;

  function keep(): void {
    isServed = false;
    handOverEnds.clear();
  }

  function end(): void {
    keep();
    controller?.abort();
    controller = null;
  }

  return {
    start: (cursor) => {
      keep();
      if (controller) return;
      controller = new AbortController();
      const { frame } = handlers;
      const closed: TransportHandlers["closed"] = (why) => {
        // Where a leader serves it, it isn't missed.
        const isMissed = !isServed;
        end();
        if (isMissed) handlers.closed(why);
      };
      transport.start(cursor, { frame, closed }, controller.signal);
    },
    handOver: () => {
      if (!controller || isServed) return;
      isServed = true;
      handOverEnds.set(handOverMs, end);
    },
    keep,
    end,
    isAlone: () => controller !== null && !isServed,
  };
}

/** Where a session has got to with what came by a transport of one session. */
export function movedBy({ type, data }: Frame, cursor: string): string {
  if (!isRecord(data)) return cursor;
  const place = parseCursor(type === "hello" ? String(data["cursor"]) : cursor);
  if (!place) return cursor;
  const seq = typeof data["seq"] === "number" ? data["seq"] : place.seq;
  return formatCursor({ ...place, seq });
}
