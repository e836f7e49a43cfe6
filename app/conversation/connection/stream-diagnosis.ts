import { parseRetryAfterMs } from "~/lib/backoff";
import { isSentAway } from "./connection-evidence";
import type { Fetch } from "../session-http";
import type { Closed } from "./transport";

/** Finds out why a stream at `url` didn't open; ends early, and anyhow, when `signal` fires. */
export type DiagnoseStream = (url: string, signal: AbortSignal) => Promise<Closed>;

/**
 * Asks by other requests, since EventSource doesn't tell. If others get through,
 * this process may be on its way out or too busy for streams while its neighbours
 * aren't, or one has opened too many: 503 or 429 then, which speaks for the server
 * and not against the network.
 */
export function createStreamDiagnosis(deps: {
  /** Any other request about the session. */
  reach: () => Promise<Closed>;
  fetch: Fetch;
}): DiagnoseStream {
  return async (url, signal) => {
    const why = await deps.reach();
    if (why.status !== 200 || signal.aborted) return why;
    return (await sentAway(deps.fetch, url, signal)) ?? why;
  };
}

/** The stream's own 503 or 429, or null for any other answer and none. */
async function sentAway(fetch: Fetch, url: string, signal: AbortSignal): Promise<Closed | null> {
  const controller = new AbortController();
  const abort = () => {
    controller.abort();
  };
  signal.addEventListener("abort", abort);
  try {
    const headers = { Accept: "text/event-stream" };
    const init = { headers, cache: "no-store", credentials: "same-origin" } as const;
    const { status, headers: answered } = await fetch(url, { ...init, signal: controller.signal });
    const retryAfterMs = parseRetryAfterMs(answered.get("Retry-After"), Date.now());
    return isSentAway(status) ? { status, retryAfterMs } : null;
  } catch {
    return null;
  } finally {
    signal.removeEventListener("abort", abort);
    // Its status was all that was wanted of it.
    abort();
  }
}
