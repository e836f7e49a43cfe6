import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { createTicker } from "~/lib/ticker.server";
import type { Services } from "~/services.server";
import type { AccessedSession } from "~/sessions/access-session.server";
import { formatCursor } from "./cursor";
import type { Reader } from "./event-hub.server";
import type { DurableEvent, EphemeralEvent, StreamEvent } from "./events";
import { createHeartbeats } from "./heartbeat";
import { type Position, positionOf } from "./position";
import { encodeSse, encodeSseComment } from "./sse";
import { createStreamWriter, type StreamWriter } from "./stream-writer.server";

export const streamHeaders = {
  "Content-Type": "text/event-stream",
  "Cache-Control": "no-store, no-transform",
  "X-Accel-Buffering": "no",
};
/** Proxies and antivirus hold back the first bytes of an answer; this fills them. */
const padding = encodeSseComment(" ".repeat(2_048));
const longestLifeMs = 8 * 60_000;
/** When the process stops, its readers leave over so much time. */
const drainSpreadMs = 2_000;
const heartbeats = createHeartbeats();
/** Fine enough for heartbeats: the longest interval and this stay below fifteen seconds. */
const ticker = createTicker(500);
const frames = new WeakMap<DurableEvent, string>();

/** Spread over so much time, reconnects don't come as a herd. */
function between(lowMs: number, highMs: number): number {
  return Math.round(lowMs + Math.random() * (highMs - lowMs));
}

/**
 * Goes on with an answer whose head is written: the session's events from the reader's cursor on, until the client
 * leaves, the stream is old, the right to read is gone, or the process stops.
 */
export function openEventStream(
  services: Services,
  session: AccessedSession,
  res: ServerResponse,
  cursor: string | null | undefined,
): void {
  new EventStream(services, session, res, positionOf(cursor, session)).open();
}

/**
 * One open stream. Nothing is queued for it: it remembers the seq it has sent, and
 * pulls the next events from memory or the log whenever the socket takes more. So a
 * repeat is dropped, a gap is filled and a slow reader costs nothing, all in `pull`.
 */
class EventStream implements Reader {
  readonly authSessionId: string;
  readonly epoch: string;
  private readonly writer: StreamWriter;
  private readonly connectionId = randomUUID();
  private readonly openedAt = performance.now();
  private readonly heartbeatMs: number;
  private sent: number;
  private pulling = false;
  private again = false;
  private nextBeatAt = Infinity;
  /** Old, or on its way out with the process. */
  private endsAt = Infinity;

  constructor(
    private readonly services: Services,
    private readonly session: AccessedSession,
    private readonly res: ServerResponse,
    private readonly position: Position,
  ) {
    this.authSessionId = session.viewer.authSessionId;
    this.epoch = session.epoch;
    this.sent = position.from;
    this.heartbeatMs = heartbeats.next(this.authSessionId);
    this.writer = createStreamWriter(res, {
      onFree: () => {
        this.wake();
      },
      onCut: () => {
        services.metrics.slowReadersCut.inc();
      },
    });
  }

  open(): void {
    const { hub, metrics } = this.services;
    this.writer.write(`${padding}retry: ${String(between(1_000, 3_000))}\n\n`);
    const leave = hub.join(this.session.id, this);
    metrics.openReaders.inc({ transport: "stream" });
    this.greet();
    this.keepPresent();
    this.nextBeatAt = this.openedAt + this.heartbeatMs;
    this.endsAt = this.openedAt + between(0.8 * longestLifeMs, longestLifeMs);
    const stopTicking = ticker.join(() => {
      this.tick();
    });
    this.res.on("close", () => {
      stopTicking();
      leave();
      this.close();
    });
    this.wake();
  }

  wake(): void {
    this.again = true;
    if (!this.pulling) void this.pull();
  }

  tell(event: EphemeralEvent): void {
    if (this.writer.isFree()) this.writer.write(encodeSse(event));
  }

  drain(): void {
    this.endsAt = performance.now() + between(0, drainSpreadMs);
  }

  end(): void {
    this.res.end();
  }

  private greet(): void {
    const { hub, clock, metrics } = this.services;
    const { id, head, participants } = this.session;
    const { resumed, reset } = this.position;
    if (resumed && this.sent < head) metrics.replays.inc();
    const cursor = this.cursorAt(this.sent);
    const serverTime = clock.now().toISOString();
    const { heartbeatMs } = this;
    this.say({ type: "hello", data: { cursor, head, resumed, heartbeatMs, serverTime } }, cursor);
    if (reset) {
      metrics.resets.inc();
      this.say({ type: "reset", data: { reason: reset, head } });
    }
    this.say({ type: "heartbeat", data: { head: this.head() } });
    // Receipts may have changed since the page was made, or while the reader was away.
    const receipts = participants.map(({ role, deliveredSeq, readSeq }) => ({
      role,
      deliveredSeq,
      readSeq,
    }));
    for (const event of hub.current(id, receipts)) this.tell(event);
  }

  private async pull(): Promise<void> {
    this.pulling = true;
    try {
      while (this.again && this.writer.isFree()) {
        this.again = false;
        const from = this.sent;
        // Nearly always from memory, and then without waiting: five hundred readers are served in one go.
        const { hub } = this.services;
        const { id } = this.session;
        const events = hub.recall(id, from) ?? (await hub.read(id, from));
        for (const event of events) this.send(event);
        // A full page, or news while we read: there may be more.
        if (this.sent > from && this.sent < this.head()) this.again = true;
      }
    } catch (error) {
      const { id: sessionId } = this.session;
      this.services.log.warn({ err: error, sessionId }, "a stream couldn't read the log");
      // The reader comes back with its cursor, when the log may be there again.
      this.res.destroy();
    } finally {
      this.pulling = false;
    }
  }

  /** A repeat is dropped; what comes after a gap, or doesn't fit, is pulled again. */
  private send(event: DurableEvent): void {
    const { seq } = event.data;
    if (seq !== this.sent + 1 || !this.writer.isFree()) return;
    this.sent = seq;
    this.writer.write(this.frameOf(event));
  }

  private say(event: StreamEvent, id?: string): void {
    this.writer.write(encodeSse(id === undefined ? event : { ...event, id }));
  }

  private tick(): void {
    const now = performance.now();
    if (now >= this.endsAt) this.end();
    if (now < this.nextBeatAt) return;
    this.nextBeatAt = now + this.heartbeatMs;
    this.beat();
  }

  private beat(): void {
    if (this.writer.isFree()) this.say({ type: "heartbeat", data: { head: this.head() } });
    // Should a wake-up ever get lost, it is late by one heartbeat.
    if (this.sent < this.head()) this.wake();
    this.keepPresent();
  }

  private keepPresent(): void {
    const { id, viewer } = this.session;
    void this.services.hub.keepPresent(id, viewer, this.connectionId);
  }

  private close(): void {
    const { hub, metrics } = this.services;
    const { id, viewer } = this.session;
    metrics.openReaders.dec({ transport: "stream" });
    void hub.leave(id, viewer, this.connectionId);
    const cutByOthers = !this.res.writableEnded;
    if (cutByOthers) heartbeats.noteCut(this.authSessionId, performance.now() - this.openedAt);
  }

  /** An event is encoded once for all its readers. */
  private frameOf(event: DurableEvent): string {
    const known = frames.get(event);
    if (known !== undefined) return known;
    const frame = encodeSse({ ...event, id: this.cursorAt(event.data.seq) });
    frames.set(event, frame);
    this.services.delivery.noteSent(this.session.id, event);
    return frame;
  }

  private head(): number {
    return Math.max(this.session.head, this.services.hub.head(this.session.id), this.sent);
  }

  private cursorAt(seq: number): string {
    return formatCursor({ epoch: this.epoch, seq });
  }
}
