import type { Failed, Silence, StopReason } from "./connection-types";

/** A stream that lives less long than this counts against the network. */
const youngMs = 60_000;

/** 4xx other than "too many" won't change by trying again; all else may. */
export function stopReason(status: number): StopReason | null {
  if (status === 401) return "signed_out";
  if (status === 403) return "forbidden";
  return status === 404 || status === 410 ? "not_found" : null;
}

/** Nobody answers, or a proxy does because the server doesn't. */
export function isUnreachable(status: number): boolean {
  return status === 0 || status >= 500;
}

/**
 * A stream that opened and died young, or stayed silent, speaks against the
 * network. One that could not be opened because nobody answered speaks for a
 * restart, and clears the one before it too.
 */
export function weakStreamsAfter(weakStreams: number, signal: Silence | Failed): number {
  if (signal.livedMs !== null) return signal.livedMs < youngMs ? weakStreams + 1 : 0;
  const reachable = signal.type === "silence" || (signal.status >= 200 && signal.status < 300);
  return reachable ? weakStreams + 1 : 0;
}
