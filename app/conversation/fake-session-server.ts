import { formatCursor, parseCursor } from "./cursor";
import type { Author, DurableEvent, Message, SessionEvent } from "./events";
import type { ConversationSnapshot } from "./conversation-snapshot";
import type { Fetch } from "./session-http";
import type { EventSourceLike } from "./event-source-transport";

/** What becomes of the next post: the request lost, its answer lost, or a status instead. */
export type PostFault = "lose_request" | "lose_answer" | 429 | 500 | 503;
/** What becomes of the next durable event on the open streams. */
export type StreamFault = "drop" | "double" | "swap";

export const trainee: Author = { role: "trainee", name: "Tess" };
export const customer: Author = { role: "customer", name: "Priya Raman" };
const sessionId = "0b0e6c1e-2f60-4b8e-9a57-000000000001";
const longestReplay = 300;

type Stream = {
  emit(type: string, data: unknown): void;
  fail(): void;
  isOpen(): boolean;
  cursor: string;
  kind: "get" | "post";
};

/**
 * One session of the contract, in memory, for tests of the browser's half: it
 * keeps the server's promises, and on demand loses what networks lose. Every
 * answer comes after `latencyMs` of the (fake) clock.
 */
export class FakeSessionServer {
  epoch = "e1";
  log: DurableEvent[] = [];
  isUp = true;
  isSignedIn = true;
  /** A proxy that lets streams open and holds everything back: all, or those of one kind. */
  holdsStreams: boolean | "get" | "post" = false;
  /** A proxy that kills streams at this age. */
  killsStreamsAfterMs: number | null = null;
  /** As behind a box that passes a stream's beginning and then waits for more. */
  holdsWhatComesAlone = false;
  /** A proxy that cuts requests which wait longer, or never hands on their answers. */
  cutsRequestsAfterMs: number | null = null;
  holdsSlowAnswers = false;
  /** As a process on its way out: no stream, 503 and `Retry-After`. */
  sendsStreamsAway = false;
  latencyMs = 20;
  postFaults: PostFault[] = [];
  streamFaults: StreamFault[] = [];
  /** Set to refuse posts, as an ended session does. */
  refusal: { status: number; detail: string } | null = null;
  readonly requests: string[] = [];
  /** How many streams were ever open at once. */
  mostStreams = 0;
  private streams = new Set<Stream>();
  private killers = new Map<Stream, NodeJS.Timeout>();
  private waiting = new Set<() => void>();
  private swapped: DurableEvent | null = null;

  get head(): number {
    return this.log.length;
  }

  get messages(): Message[] {
    return this.log.flatMap((event) => (event.type === "message.posted" ? [event.data] : []));
  }

  get openStreams(): number {
    return this.streams.size;
  }

  snapshot(): ConversationSnapshot {
    const messages = this.messages.slice(-40);
    return {
      transcript: {
        sessionId,
        status: "active",
        head: this.head,
        messages,
        hasEarlier: this.messages.length > messages.length,
        actions: [],
        receipts: [trainee, customer].map((one) => ({ ...one, deliveredSeq: 0, readSeq: 0 })),
        typing: [],
        present: [],
      },
      cursor: this.cursorAt(this.head),
      hasLater: false,
    };
  }

  /** Writes a message as the server would, whoever asked for it. */
  post(author: Author, text: string, key: string | null = null): Message {
    const found = this.messages.find((one) => key !== null && one.clientMessageId === key);
    if (found) return found;
    const seq = this.head + 1;
    const message: Message = {
      id: `message-${String(seq)}`,
      sessionId,
      seq,
      author,
      text,
      clientMessageId: key,
      createdAt: new Date(seq * 1_000).toISOString(),
    };
    this.append({ type: "message.posted", data: message });
    return message;
  }

  append(event: DurableEvent): void {
    this.log.push(event);
    this.publish(event);
    for (const ring of [...this.waiting]) ring();
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
    for (const ring of [...this.waiting]) ring();
  }

  /** As after a restored backup, with nothing lost: old cursors mean nothing any more. */
  changeEpoch(): void {
    this.epoch = `${this.epoch}x`;
    this.cutStreams();
  }

  private cursorAt(seq: number): string {
    return formatCursor({ epoch: this.epoch, seq });
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

  private resetFor(cursor: string): string | null {
    const position = parseCursor(cursor);
    if (!position) return "bad_cursor";
    if (position.epoch !== this.epoch) return "unknown_epoch";
    if (position.seq > this.head) return "cursor_ahead";
    return this.head - position.seq > longestReplay ? "cursor_too_old" : null;
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
  private answerStream({ body, signal }: RequestInit): Response {
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

  /** As `fetch`. */
  readonly fetch: Fetch = async (url, init) => {
    const { pathname, searchParams } = new URL(url, "http://localhost");
    const method = init.method ?? "GET";
    this.requests.push(`${method} ${url}`);
    await this.pass(init.signal);
    if (!this.isUp) throw new TypeError("Failed to fetch");
    if (!this.isSignedIn)
      return this.answer({ code: "not_signed_in", detail: "Sign in first" }, 401);
    const answer = await this.handle(method, pathname, searchParams, init);
    await this.pass(init.signal);
    return answer;
  };

  private handle(
    method: string,
    pathname: string,
    search: URLSearchParams,
    init: RequestInit,
  ): Promise<Response> | Response {
    if (method === "POST" && pathname.startsWith("/sessions/")) return this.takePost(init);
    if (pathname.endsWith("/events")) {
      if (this.sendsStreamsAway) return this.answer({}, 503);
      return method === "POST" ? this.answerStream(init) : this.answer({});
    }
    if (method === "POST") return this.answer(undefined, 204);
    if (pathname.endsWith("/updates")) return this.takeUpdates(search, init);
    if (pathname.endsWith("/messages")) return this.takeMessages(search);
    const { receipts } = this.snapshot().transcript;
    return this.answer({
      session: { status: "active" },
      receipts,
      actions: this.log.flatMap((event) => (event.type === "action.taken" ? [event.data] : [])),
      cursor: this.cursorAt(this.head),
    });
  }

  private takePost({ body }: RequestInit): Response {
    const fields = body instanceof URLSearchParams ? body : new URLSearchParams();
    const fault = this.postFaults.shift();
    if (fault === "lose_request") throw new TypeError("Failed to fetch");
    if (typeof fault === "number") return this.answer({ detail: "Later" }, fault);
    if (this.refusal) return this.answer({ detail: this.refusal.detail }, this.refusal.status);
    const message = this.post(trainee, fields.get("text") ?? "", fields.get("key"));
    if (fault === "lose_answer") throw new TypeError("Failed to fetch");
    return this.answer({ message, cursor: this.cursorAt(message.seq), replayed: false }, 201);
  }

  private async takeUpdates(
    search: URLSearchParams,
    { signal, headers }: RequestInit,
  ): Promise<Response> {
    const cursor = search.get("cursor") ?? "";
    const reason = this.resetFor(cursor);
    const position = { cursor: this.cursorAt(this.head), head: this.head };
    if (reason) return this.answer({ reset: { reason }, ...position });
    const from = parseCursor(cursor)?.seq ?? 0;
    const waitMs = Number(search.get("wait")) * 1_000;
    if (this.head === from && waitMs > 0) await this.ringOrCut(waitMs, signal);
    if (!this.isUp) throw new TypeError("Failed to fetch");
    const events = this.log.slice(from);
    const end = this.cursorAt(from + events.length);
    const etag = `"${end}"`;
    if (events.length === 0 && new Headers(headers).get("If-None-Match") === etag) {
      return this.answer(undefined, 304, { ETag: etag });
    }
    return this.answer({ events, cursor: end, head: this.head }, 200, { ETag: etag });
  }

  /** Waits as the server does, and then as the proxy before it makes one wait. */
  private async ringOrCut(waitMs: number, signal?: AbortSignal | null): Promise<void> {
    const cutAfterMs = this.cutsRequestsAfterMs ?? Infinity;
    const startedAt = Date.now();
    await this.ring(Math.min(waitMs, cutAfterMs), signal);
    if (this.holdsSlowAnswers)
      await new Promise((_, reject) => signal?.addEventListener("abort", reject));
    if (Date.now() - startedAt >= cutAfterMs) throw new TypeError("Failed to fetch");
  }

  private takeMessages(search: URLSearchParams): Response {
    const before = Number(search.get("before") ?? Infinity);
    const after = Number(search.get("after") ?? 0);
    const limit = Number(search.get("limit"));
    const found = this.messages.filter(({ seq }) => seq < before && seq > after);
    const messages = search.has("after") ? found.slice(0, limit) : found.slice(-limit);
    const hasMore = found.length > limit;
    return this.answer({ messages, hasMore, cursor: this.cursorAt(this.head) });
  }

  private ring(ms: number, signal?: AbortSignal | null): Promise<void> {
    return new Promise((resolve) => {
      const ring = () => {
        this.waiting.delete(ring);
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(ring, ms);
      this.waiting.add(ring);
      signal?.addEventListener("abort", ring);
    });
  }

  private pass(signal?: AbortSignal | null): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, this.latencyMs);
      signal?.addEventListener("abort", () => {
        clearTimeout(timer);
        reject(new DOMException("Aborted", "AbortError"));
      });
    });
  }

  private answer(body: unknown, status = 200, more: Record<string, string> = {}): Response {
    const headers = { "Session-Head": String(this.head), "Retry-After": "2", ...more };
    return new Response(body === undefined ? null : JSON.stringify(body), { status, headers });
  }
}
