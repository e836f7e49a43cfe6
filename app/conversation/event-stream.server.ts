import type { ServerResponse } from "node:http";
import type { Services } from "~/services.server";
import type { AccessedSession } from "~/sessions/access-session.server";
import { formatCursor } from "./cursor";
import type { DurableEvent, EphemeralEvent, StreamEvent } from "./events";
import { positionOf } from "./position";
import { encodeSse, encodeSseComment } from "./sse";

export const heartbeatMs = 10_000;
export const streamHeaders = {
  "Content-Type": "text/event-stream",
  "Cache-Control": "no-store, no-transform",
  "X-Accel-Buffering": "no",
};
/** Proxies and antivirus hold back the first bytes of an answer; this fills them. */
const padding = encodeSseComment(" ".repeat(2_048));
/** A reader that takes nothing for so long is cut and resumes from its cursor. */
const longestBlockedMs = 10_000;

/** Spread over so much time, reconnects don't come as a herd. */
function between(lowMs: number, highMs: number): number {
  return Math.round(lowMs + Math.random() * (highMs - lowMs));
}

/**
 * Answers with the session's events from the reader's cursor on, until the client
 * leaves, the stream is old, or the process stops. Nothing is queued for a reader:
 * only the seq it was sent is remembered, and the next events are pulled from
 * memory or the log whenever the socket takes more.
 */
export function openEventStream(
  { hub, clock, log }: Services,
  session: AccessedSession,
  res: ServerResponse,
  cursor: string | null | undefined,
): void {
  const { id, epoch, viewer } = session;
  const position = positionOf(cursor, session);
  let sent = position.from;
  let pulling = false;
  let again = false;
  const timers: NodeJS.Timeout[] = [];

  let blocked: NodeJS.Timeout | undefined;
  // Between end() and "close" something may still happen; writing then would be an uncaught error.
  const isOpen = (): boolean => !res.writableEnded && !res.destroyed;
  const write = (text: string): void => {
    if (!isOpen() || res.write(text)) return;
    blocked ??= setTimeout(() => res.destroy(), longestBlockedMs);
  };
  const say = (event: StreamEvent, eventId?: string): void => {
    write(encodeSse(eventId === undefined ? event : { ...event, id: eventId }));
  };
  const tell = (event: EphemeralEvent): void => {
    if (!res.writableNeedDrain) write(encodeSse(event));
  };
  const head = (): number => Math.max(session.head, hub.head(id), sent);
  const end = (): void => {
    res.end();
  };

  function greet(): void {
    const at = formatCursor({ epoch, seq: sent });
    const hello = { cursor: at, head: session.head, resumed: position.resumed, heartbeatMs };
    say({ type: "hello", data: { ...hello, serverTime: clock.now().toISOString() } }, at);
    if (position.reset)
      say({ type: "reset", data: { reason: position.reset, head: session.head } });
    say({ type: "heartbeat", data: { head: head() } });
    for (const event of hub.current(id)) tell(event);
    // They may have changed since the page was made, or while the reader was away.
    for (const { role, deliveredSeq, readSeq } of session.participants)
      tell({ type: "receipt.changed", data: { role, deliveredSeq, readSeq } });
  }

  /** A repeat is dropped; what comes after a gap, or doesn't fit, is pulled again. */
  function send(event: DurableEvent): void {
    const seq = event.data.seq;
    if (seq !== sent + 1 || res.writableNeedDrain || !isOpen()) return;
    sent = seq;
    write(encodeSse({ ...event, id: formatCursor({ epoch, seq }) }));
  }

  async function pull(): Promise<void> {
    again = true;
    if (pulling) return;
    pulling = true;
    try {
      while (again && !res.writableNeedDrain && isOpen()) {
        again = false;
        const events = await hub.read(id, sent);
        for (const event of events) send(event);
        // A full page, or news while we read: there may be more.
        if (events.length > 0 && sent < head()) again = true;
      }
    } catch (error) {
      log.warn({ err: error, sessionId: id }, "a stream couldn't read the log; its reader resumes");
      res.destroy();
    } finally {
      pulling = false;
    }
  }

  res.on("drain", () => {
    clearTimeout(blocked);
    blocked = undefined;
    void pull();
  });

  res.writeHead(200, streamHeaders);
  write(`${padding}retry: ${String(between(1_000, 3_000))}\n\n`);
  const leave = hub.join(id, { wake: () => void pull(), tell, drain: end });
  greet();
  const exit = hub.enter(id, { role: viewer.role, name: viewer.name });
  timers.push(
    setInterval(() => {
      if (!res.writableNeedDrain) say({ type: "heartbeat", data: { head: head() } });
    }, heartbeatMs),
    setTimeout(end, between(0.8 * 8 * 60_000, 8 * 60_000)),
  );
  res.on("close", () => {
    for (const timer of timers) clearTimeout(timer);
    clearTimeout(blocked);
    exit();
    leave();
  });
  void pull();
}
