import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { createTicker } from "~/lib/ticker.server";
import type { Services } from "~/services.server";
import { createHeartbeats } from "./heartbeat";
import { encodeSseComment } from "./sse";
import { createStreamWriter, type StreamWriter } from "./stream-writer.server";

export const streamHeaders = {
  "Content-Type": "text/event-stream",
  "Cache-Control": "no-store, no-transform",
  "X-Accel-Buffering": "no",
};
/** Proxies and antivirus hold back the first bytes of an answer; this fills them. */
const padding = encodeSseComment(" ".repeat(2_048));
/** After so long the reader gets a heartbeat that nothing came with, by which it knows that streams get through. */
const proofDelayMs = 400;
const longestLifeMs = 8 * 60_000;
/** An answer that is at its end is taken by then. */
const longestGoodbyeMs = 10_000;
/** When the process stops, its readers leave over so much time. */
const drainSpreadMs = 2_000;
const heartbeats = createHeartbeats();
/** Fine enough for heartbeats: the longest interval and this stay below fifteen seconds. */
const ticker = createTicker(500);

/** Spread over so much time, reconnects don't come as a herd. */
function between(lowMs: number, highMs: number): number {
  return Math.round(lowMs + Math.random() * (highMs - lowMs));
}

/** One session's part of the answer. */
export type StreamPart = {
  /** The socket takes more. */
  resume(): void;
  /** Says something that nothing else comes with. */
  prove(): void;
  beat(): void;
  /** The answer is over, for whatever reason. */
  close(): void;
};

/**
 * One open answer of an event stream, of whose life its sessions' parts know nothing: when it
 * beats, how old it gets, and that it is given back once.
 */
export class StreamAnswer {
  readonly connectionId = randomUUID();
  readonly heartbeatMs: number;
  private readonly writer: StreamWriter;
  private readonly openedAt = performance.now();
  private readonly parts: StreamPart[] = [];
  private nextBeatAt: number;
  /** Old, or on its way out with the process. */
  private endsAt: number;
  private draining = false;

  constructor(
    private readonly services: Services,
    private readonly res: ServerResponse,
    private readonly authSessionId: string,
  ) {
    const { metrics } = services;
    this.heartbeatMs = heartbeats.next(authSessionId);
    this.writer = createStreamWriter(res, {
      onFree: () => {
        for (const part of this.parts) part.resume();
      },
      onCut: () => {
        metrics.slowReadersCut.inc();
      },
    });
    this.writer.write(`${padding}retry: ${String(between(1_000, 3_000))}\n\n`);
    metrics.openReaders.inc({ transport: "stream" });
    this.nextBeatAt = this.openedAt + this.heartbeatMs;
    this.endsAt = this.openedAt + between(0.8 * longestLifeMs, longestLifeMs);
    const stopTicking = ticker.join(() => {
      this.tick();
    });
    const proving = setTimeout(() => {
      for (const part of this.parts) part.prove();
    }, proofDelayMs);
    res.on("close", () => {
      stopTicking();
      clearTimeout(proving);
      this.close();
    });
  }

  add(part: StreamPart): void {
    this.parts.push(part);
  }

  isFree(): boolean {
    return this.writer.isFree();
  }

  write(text: string): void {
    this.writer.write(text);
  }

  /** The process stops. Each of the sessions says so; the first one counts. */
  drain(): void {
    if (this.draining) return;
    this.draining = true;
    this.endsAt = performance.now() + between(0, drainSpreadMs);
  }

  /** Whoever reads nothing doesn't hear of it; it is cut then, or it would never be over. */
  end(): void {
    if (this.res.writableEnded) return;
    this.res.end();
    const cut = setTimeout(() => this.res.destroy(), longestGoodbyeMs).unref();
    this.res.once("close", () => {
      clearTimeout(cut);
    });
  }

  /** Cuts it off in the middle: the reader comes back with its cursor. */
  fail(): void {
    this.res.destroy();
  }

  private tick(): void {
    const now = performance.now();
    if (now >= this.endsAt) this.end();
    if (now < this.nextBeatAt) return;
    this.nextBeatAt = now + this.heartbeatMs;
    for (const part of this.parts) part.beat();
  }

  private close(): void {
    this.services.metrics.openReaders.dec({ transport: "stream" });
    for (const part of this.parts) part.close();
    const cutByOthers = !this.res.writableEnded;
    if (cutByOthers) heartbeats.noteCut(this.authSessionId, performance.now() - this.openedAt);
  }
}
