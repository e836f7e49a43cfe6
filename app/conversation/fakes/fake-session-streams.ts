import { parseCursor } from "../cursor";
import type { EventSourceLike } from "../connection/event-source-transport";
import type { DurableEvent, SessionEvent } from "../events";
import { FakeSessionLog } from "./fake-session-log";

/** What becomes of the next durable event on the open streams. */
export type StreamFault = "drop" | "double" | "swap";

type Stream = {
  emit(type: string, data: unknown): void;
  fail(): void;
  isOpen(): boolean;
  cursor: string;
  kind: "get" | "post";
};

/** Its event streams, and what networks do to them. */
export class FakeSessionStreams extends FakeSessionLog {
  isUp = true;
  isSignedIn = true;
  /** A proxy that lets streams open and holds everything back: all, or those of one kind. */
  holdsStreams: boolean | "get" | "post" = false;
  /** A proxy that kills streams at this age. */
  killsStreamsAfterMs: number | null = null;
  /** As behind a box that passes a stream's beginning and then waits for more. */
  holdsWhatComesAlone = false;
  /** As a process on its way out: no stream, 503 and `Retry-After`. */
  sendsStreamsAway = false;
  latencyMs = 20;
  streamFaults: StreamFault[] = [];
  readonly requests: string[] = [];
  /** How many streams were ever open at once. */
  mostStreams = 0;
  private streams = new Set<Stream>();
  private killers = new Map<Stream, NodeJS.Timeout>();
  private swapped: DurableEvent | null = null;

  get openStreams(): number {
    return this.streams.size;
  }

  override append(event: DurableEvent): void {
    super.append(event);
    this.publish(event);
  }

  tell(event: Exclude<SessionEvent, DurableEvent>): void {
    for (const stream of this.streams) stream.emit(event.type, event.data);
  }

  heartbeat(): void {
    for (const stream of this.streams) stream.emit("heartbeat", { head: this.head });
  }

  cutStreams(): void {
    for (const stream of [...this.streams]) stream.fail();
  }

  goDown(): void {
    this.isUp = false;
    this.cutStreams();
  }

  /** As after a restored backup, with nothing lost: old cursors mean nothing any more. */
  changeEpoch(): void {
    this.epoch = `${this.epoch}x`;
    this.cutStreams();
  }

  private publish(event: DurableEvent): void {
    const fault = this.streamFaults.shift();
    const late = this.swapped;
    this.swapped = null;
    if (fault === "swap" && !late) this.swapped = event;
    for (const stream of this.streams) {
      if (fault !== "drop" && this.swapped !== event) stream.emit(event.type, event.data);
      if (fault === "double") stream.emit(event.type, event.data);
      if (late) stream.emit(late.type, late.data);
    }
  }

  /** As `new EventSource(url)`. */
  readonly openStream = (url: string): EventSourceLike => {
    this.requests.push(`GET ${url}`);
    const listeners = new Map<string, (event: { data?: unknown }) => void>();
    const cursor = new URL(url, "http://localhost").searchParams.get("cursor") ?? "";
    const { stream, close } = this.createStream("get", cursor, {
      emit: (type, data) => listeners.get(type)?.({ data: JSON.stringify(data) }),
      fail: () => listeners.get("error")?.({}),
    });
    setTimeout(() => {
      if (!stream.isOpen()) return;
      if (this.isUp && this.isSignedIn && !this.sendsStreamsAway) this.greet(stream);
      else stream.fail();
    }, this.latencyMs);
    return { addEventListener: (type, listener) => void listeners.set(type, listener), close };
  };

  /** As the answer to a POST; `fail` ends it. */
  protected answerStream({ body, signal }: RequestInit): Response {
    const { cursor } = JSON.parse(body as string) as { cursor: string };
    const encoder = new TextEncoder();
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    const ignore = () => undefined;
    const write = (text: string) => void writer.write(encoder.encode(text)).catch(ignore);
    const { stream, close } = this.createStream("post", cursor, {
      emit: (type, data) => {
        write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
      },
      fail: () => {
        close();
        void writer.close().catch(ignore);
      },
    });
    signal?.addEventListener("abort", () => {
      close();
      void writer.abort().catch(ignore);
    });
    this.greet(stream);
    return new Response(readable, { headers: { "Content-Type": "text/event-stream" } });
  }

  private createStream(
    kind: Stream["kind"],
    cursor: string,
    { emit, fail }: Pick<Stream, "emit" | "fail">,
  ): { stream: Stream; close: () => void } {
    let isOpen = true;
    const heart = setInterval(() => {
      stream.emit("heartbeat", { head: this.head });
    }, 10_000);
    const stream: Stream = {
      ...{ kind, cursor },
      emit: (type, data) => {
        const isHeld = this.holdsStreams === true || this.holdsStreams === kind;
        if (this.streams.has(stream) && !isHeld) emit(type, data);
      },
      isOpen: () => isOpen,
      fail: () => {
        if (isOpen) fail();
      },
    };
    const close = () => {
      isOpen = false;
      clearInterval(heart);
      clearTimeout(this.killers.get(stream));
      this.streams.delete(stream);
    };
    return { stream, close };
  }

  private greet(stream: Stream): void {
    const reason = this.resetFor(stream.cursor);
    const from = reason ? this.head : (parseCursor(stream.cursor)?.seq ?? 0);
    this.streams.add(stream);
    this.mostStreams = Math.max(this.mostStreams, this.streams.size);
    if (this.killsStreamsAfterMs !== null) {
      this.killers.set(stream, setTimeout(stream.fail, this.killsStreamsAfterMs));
    }
    const hello = { cursor: this.cursorAt(from), head: this.head, resumed: !reason };
    stream.emit("hello", { ...hello, serverTime: "", heartbeatMs: 10_000 });
    if (reason) stream.emit("reset", { reason, head: this.head });
    stream.emit("heartbeat", { head: this.head });
    if (!this.holdsWhatComesAlone) stream.emit("heartbeat", { head: this.head });
    for (const event of this.log.slice(from)) stream.emit(event.type, event.data);
  }
}
