import type { Failed, Proof, Silence, Stage, StopReason } from "./connection-types";

/** A stream that lives less long than this counts against the network. */
const youngMs = 60_000;
export const mostStrikes = 2;
/** One cut may be a restart. */
export const mostCuts = 2;

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

/** By a server that is busy or on its way out, or has had enough of us: it says nothing of the network. */
export function isSentAway(status: number): boolean {
  return status === 429 || status === 503;
}

/** As a proxy ends a request that took it too long. */
export function isCut(status: number): boolean {
  return status === 0 || status === 408 || status === 502 || status === 504;
}

/** What comes before a rung has greeted proves nothing. */
export function stageAfter(stage: Stage, { type }: Proof): Stage {
  if (stage === "opening") return type === "opened" ? "opened" : stage;
  return type === "eventBeat" ? "proven" : stage;
}

/**
 * A stream that opened and died young, or stayed silent, speaks against the
 * network. One that could not be opened because nobody answered speaks for a
 * restart, and clears the one before it too.
 */
export function strikesAfter(strikes: number, signal: Silence | Failed): number {
  if (signal.livedMs !== null) return livedLong(signal) ? 0 : strikes + 1;
  const reachable = signal.type === "silence" || (signal.status >= 200 && signal.status < 300);
  return reachable ? strikes + 1 : 0;
}

export function livedLong({ livedMs }: Silence | Failed): boolean {
  return livedMs !== null && livedMs >= youngMs;
}
