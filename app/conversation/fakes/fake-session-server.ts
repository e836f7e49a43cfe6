import { parseCursor } from "../cursor";
import type { DurableEvent } from "../events";
import { trainee } from "./fake-session-log";
import { FakeSessionStreams } from "./fake-session-streams";
import type { Fetch } from "../session-http";

/** What becomes of the next post: the request lost, its answer lost, or a status instead. */
export type PostFault = "lose_request" | "lose_answer" | 429 | 500 | 503;

/**
 * One session of the contract, in memory, for tests of the browser's half: it
 * keeps the server's promises, and on demand loses what networks lose. Every
 * answer comes after `latencyMs` of the (fake) clock.
 */
export class FakeSessionServer extends FakeSessionStreams {
  /** A proxy that cuts requests which wait longer, or never hands on their answers. */
  cutsRequestsAfterMs: number | null = null;
  holdsSlowAnswers = false;
  postFaults: PostFault[] = [];
  /** Set to refuse posts, as an ended session does. */
  refusal: { status: number; detail: string } | null = null;
  private waiting = new Set<() => void>();

  override append(event: DurableEvent): void {
    super.append(event);
    for (const ring of [...this.waiting]) ring();
  }

  override goDown(): void {
    super.goDown();
    for (const ring of [...this.waiting]) ring();
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
