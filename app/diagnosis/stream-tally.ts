import type { StreamMeasure } from "./measurements";
import { defaultTicks } from "./test-stream";

export type StreamTally = {
  /** An event came, so many ms after the stream was asked for. */
  heard(type: string, data: unknown, atMs: number): void;
  measure(
    ended: StreamMeasure["ended"],
  ): Omit<StreamMeasure, "status" | "contentType" | "encoding">;
};

type Tick = { sentMs: number; atMs: number };

/** Counts a test stream's events as they come. */
export function createTally(): StreamTally {
  let helloMs: number | null = null;
  const ticks: Tick[] = [];
  return {
    heard(type, data, atMs) {
      if (type === "hello") helloMs ??= atMs;
      const sentMs = sentMsOf(data);
      if (type === "tick" && sentMs !== null) ticks.push({ sentMs, atMs });
    },
    measure: (ended) => ({
      helloMs,
      nextMs: ticks[0]?.atMs ?? null,
      received: ticks.length,
      expected: defaultTicks,
      sentSpreadMs: spread(ticks.map((tick) => tick.sentMs)),
      spreadMs: spread(ticks.map((tick) => tick.atMs)),
      ended,
    }),
  };
}

function sentMsOf(data: unknown): number | null {
  const isTick = typeof data === "object" && data !== null && "sentMs" in data;
  return isTick && typeof data.sentMs === "number" ? data.sentMs : null;
}

function spread(times: readonly number[]): number {
  return Math.round((times.at(-1) ?? 0) - (times[0] ?? 0));
}
