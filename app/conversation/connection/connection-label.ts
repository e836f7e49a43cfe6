import type { ConnectionState } from "./connection-types";
import type { Rung } from "./ladder";

/** What people are told of the connection; `connecting`: nothing yet. */
export type ConnectionLabel = "connecting" | "connected" | "reconnecting" | "offline" | "limited";

/** Most losses heal sooner; telling of them would only flicker. */
export const quietMs = 5_000;

/** By which rung events get here now; null while they don't. */
export function rungInUse(state: ConnectionState): Rung | null {
  if (state.kind === "live") return state.stream;
  if (state.kind === "polling") return state.stage === "opening" ? null : state.poll;
  const isBackedUp = state.kind === "connecting" && state.backup !== null;
  return isBackedUp && state.backup !== "opening" ? state.poll : null;
}

/** Whether it stands on a rung for good, as far as one knows. */
export function isSettled(state: ConnectionState): boolean {
  return state.kind !== "connecting" && rungInUse(state) !== null;
}

/**
 * `unsettledMs`: how long it has not been settled on a rung. `shown`: the label
 * before, which stays while that is too short to be told.
 */
export function labelOf(
  state: ConnectionState,
  unsettledMs: number,
  shown: ConnectionLabel,
): ConnectionLabel {
  if (state.kind === "live") return "connected";
  if (state.kind === "polling" && isSettled(state)) return "limited";
  if (state.kind === "asleep") return shown;
  if (state.kind === "stopped") return state.reason === "idle" ? shown : "offline";
  if (rungInUse(state) === null && !state.online) return "offline";
  if (unsettledMs < quietMs && shown !== "offline") return shown;
  return rungInUse(state) === null ? "reconnecting" : "limited";
}
