import type { BrowserClock } from "./browser-clock";
import type { Transport, TransportHandlers } from "./transport";
import type { FetchUpdates } from "./updates-client";

/** Under the 25 s after which many proxies give a request up. */
export const pollWaitSeconds = 20;

/** Between two answers that brought nothing, if the server or a cache didn't wait. */
const pauseMs = 1_000;

/**
 * Asks again and again. The first request does not wait, so that it tells at
 * once whether this way is open. Each answer ends in a `heartbeat` frame with
 * the head, as on the stream.
 */
export function createLongPollTransport(deps: {
  updates: FetchUpdates;
  clock: BrowserClock;
}): Transport {
  return {
    start: (cursor, handlers, signal) => {
      void run(deps, cursor, handlers, signal);
    },
  };
}

async function run(
  deps: { updates: FetchUpdates; clock: BrowserClock },
  cursor: string,
  handlers: TransportHandlers,
  signal: AbortSignal,
): Promise<void> {
  for (let waitSeconds = 0; ; waitSeconds = pollWaitSeconds) {
    const askedAt = deps.clock.now();
    const answer = await deps.updates(cursor, waitSeconds, signal);
    if (signal.aborted) return;
    if (!answer.ok) {
      handlers.closed({ status: answer.status, retryAfterMs: answer.retryAfterMs });
      return;
    }
    cursor = answer.cursor;
    for (const frame of [...answer.frames, ...answer.receipts]) handlers.frame(frame);
    handlers.frame({ type: "heartbeat", data: { head: answer.head } });
    const tooSoon = waitSeconds > 0 && answer.frames.length === 0;
    if (tooSoon && deps.clock.now() - askedAt < pauseMs) await pause(deps.clock);
    if (isAborted(signal)) return;
  }
}

/** A function, since the compiler believes that a checked signal stays as it was. */
const isAborted = (signal: AbortSignal) => signal.aborted;

function pause(clock: BrowserClock): Promise<void> {
  return new Promise((resolve) => {
    clock.after(pauseMs, resolve);
  });
}
