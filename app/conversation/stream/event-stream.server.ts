import type { ServerResponse } from "node:http";
import type { Viewer } from "~/accounts/user";
import type { Services } from "~/services.server";
import type { AccessedSession } from "~/sessions/access-session.server";
import type { AskedSession } from "./asked-sessions.server";
import { formatCursor } from "../cursor";
import type { Reader } from "./event-hub.server";
import type { DurableEvent, EphemeralEvent, StreamEvent } from "../events";
import { type Position, positionOf } from "./position";
import { StreamAnswer, type StreamPart } from "./stream-answer.server";
import { encodeFrame, encodeGone, type Framing } from "./stream-framing.server";

/** An event is encoded once for all its readers of the same framing. */
const frames = new WeakMap<DurableEvent, Partial<Record<Framing, string>>>();

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
  const answer = new StreamAnswer(services, res, session.viewer.authSessionId);
  new EventStream(services, session, answer, "own", positionOf(cursor, session)).open();
}

/** The same for several sessions at once, each from its own cursor on. */
export function openSharedStream(
  services: Services,
  viewer: Viewer,
  res: ServerResponse,
  asked: readonly AskedSession[],
): void {
  const answer = new StreamAnswer(services, res, viewer.authSessionId);
  for (const { id, cursor, session } of asked) {
    if (!session) answer.write(encodeGone(id));
    else new EventStream(services, session, answer, "shared", positionOf(cursor, session)).open();
  }
  // Nobody would watch over the right to read nothing.
  if (asked.every(({ session }) => !session)) answer.end();
}

/**
 * One session on an open stream. Nothing is queued for it: it remembers the seq it has sent, and
 * pulls the next events from memory or the log whenever the socket takes more. So a
 * repeat is dropped, a gap is filled and a slow reader costs nothing, all in `pull`.
 */
class EventStream implements Reader, StreamPart {
  readonly authSessionId: string;
  readonly epoch: string;
  private sent: number;
  private pulling = false;
  private again = false;
  private owesReceipts = false;
  private leave: () => void = () => undefined;

  constructor(
    private readonly services: Services,
    private readonly session: AccessedSession,
    private readonly answer: StreamAnswer,
    private readonly framing: Framing,
    private readonly position: Position,
  ) {
    this.authSessionId = session.viewer.authSessionId;
    this.epoch = session.epoch;
    this.sent = position.from;
  }

  open(): void {
    const { id, head } = this.session;
    this.leave = this.services.hub.join(id, this, head);
    this.answer.add(this);
    this.greet();
    this.keepPresent();
    this.wake();
  }

  wake(): void {
    this.again = true;
    if (!this.pulling) void this.pull();
  }

  tell(event: EphemeralEvent): void {
    if (this.answer.isFree()) this.say(event);
    // Typing and presence are told again soon, or are over; how far each has read stays true.
    else if (event.type === "receipt.changed") this.owesReceipts = true;
  }

  /** The socket takes more. */
  resume(): void {
    if (this.owesReceipts) {
      this.owesReceipts = false;
      for (const event of this.services.hub.receipts(this.session.id)) this.tell(event);
    }
    this.wake();
  }

  drain(): void {
    this.answer.drain();
  }

  end(): void {
    this.answer.end();
  }

  prove(): void {
    if (this.answer.isFree()) this.say({ type: "heartbeat", data: { head: this.head() } });
  }

  beat(): void {
    this.prove();
    // Should a wake-up ever get lost, it is late by one heartbeat.
    if (this.sent < this.head()) this.wake();
    this.keepPresent();
  }

  close(): void {
    const { id, viewer } = this.session;
    this.leave();
    void this.services.hub.leave(id, viewer, this.answer.connectionId);
  }

  private greet(): void {
    const { hub, clock, metrics } = this.services;
    const { id, head, participants } = this.session;
    const { resumed, reset } = this.position;
    if (resumed && this.sent < head) metrics.replays.inc();
    const cursor = this.cursorAt(this.sent);
    const serverTime = clock.now().toISOString();
    const { heartbeatMs } = this.answer;
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
    for (const event of hub.current(id, receipts, this)) this.tell(event);
  }

  private async pull(): Promise<void> {
    this.pulling = true;
    try {
      while (this.again && this.answer.isFree()) {
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
      this.answer.fail();
    } finally {
      this.pulling = false;
    }
  }

  /** A repeat is dropped; what comes after a gap, or doesn't fit, is pulled again. */
  private send(event: DurableEvent): void {
    const { seq } = event.data;
    if (seq !== this.sent + 1 || !this.answer.isFree()) return;
    this.sent = seq;
    this.answer.write(this.frameOf(event));
  }

  private say(event: StreamEvent | EphemeralEvent, cursor?: string): void {
    this.answer.write(encodeFrame(this.framing, this.session.id, event, cursor));
  }

  private keepPresent(): void {
    const { id, viewer } = this.session;
    void this.services.hub.keepPresent(id, viewer, this.answer.connectionId);
  }

  private frameOf(event: DurableEvent): string {
    const known = frames.get(event) ?? this.noteFirst(event);
    const cursor = this.cursorAt(event.data.seq);
    return (known[this.framing] ??= encodeFrame(this.framing, this.session.id, event, cursor));
  }

  private noteFirst(event: DurableEvent): Partial<Record<Framing, string>> {
    const known = {};
    frames.set(event, known);
    this.services.delivery.noteSent(this.session.id, event);
    return known;
  }

  private head(): number {
    return Math.max(this.session.head, this.services.hub.head(this.session.id), this.sent);
  }

  private cursorAt(seq: number): string {
    return formatCursor({ epoch: this.epoch, seq });
  }
}
