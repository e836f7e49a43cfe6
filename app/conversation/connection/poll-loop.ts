import type { BrowserClock } from "../browser-clock";
import type { Transport, TransportHandlers } from "./transport";
import type { FetchUpdates } from "./updates-client";

/** How the request before went; null before the first. */
export type Asked = { waitSeconds: number; tookMs: number; broughtNews: boolean } | null;
/** How long to pause before the next request, and how long it may wait for something to happen. */
export type Pace = (asked: Asked) => { pauseMs: number; waitSeconds: number };

export type PollDeps = { updates: FetchUpdates; clock: BrowserClock };

/**
 * Asks again and again, at a pace made anew for every start. Each answer ends in
 * a `heartbeat` frame with the head, as on the stream.
 */
export function createPollTransport(deps: PollDeps, createPace: () => Pace): Transport {
  return {
    start: (cursor, handlers, signal) => {
      void run(deps, createPace(), cursor, handlers, signal);
    },
  };
}

async function run(
  { updates, clock }: PollDeps,
  pace: Pace,
  cursor: string,
  handlers: TransportHandlers,
  signal: AbortSignal,
): Promise<void> {
  let etag: string | null = null;
  let asked: Asked = null;
  for (;;) {
    const { pauseMs, waitSeconds } = pace(asked);
    if (pauseMs > 0) await pause(clock, pauseMs, signal);
    if (signal.aborted) return;
    const askedAt = clock.now();
    const answer = await updates(cursor, waitSeconds, { signal, etag });
    if (isAborted(signal)) return;
    if (!answer.ok) {
      handlers.closed({ status: answer.status, retryAfterMs: answer.retryAfterMs });
      return;
    }
    ({ cursor, etag } = answer);
    for (const frame of [...answer.frames, ...answer.receipts]) handlers.frame(frame);
    handlers.frame({ type: "heartbeat", data: { head: answer.head } });
    const broughtNews = answer.frames.length > 0;
    asked = { waitSeconds, tookMs: clock.now() - askedAt, broughtNews };
  }
}

/** A function, since the compiler believes that a checked signal stays as it was. */
const isAborted = (signal: AbortSignal) => signal.aborted;

/** Ends early when `signal` fires, and leaves no timer behind. */
function pause(clock: BrowserClock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      cancel();
      signal.removeEventListener("abort", end);
      resolve();
    };
    const cancel = clock.after(ms, end);
    signal.addEventListener("abort", end);
  });
}
