import type { ConnectionState } from "./connection-types";

/** What people are told of the connection; `connecting`: nothing yet. */
export type ConnectionLabel = "connecting" | "connected" | "reconnecting" | "offline" | "limited";

/** Most losses heal sooner; telling of them would only flicker. */
export const quietMs = 5_000;

/**
 * `downForMs`: how long nothing has been getting through. `shown`: the label
 * before, which stays while the loss is too young to be told.
 */
export function labelOf(
  state: ConnectionState,
  downForMs: number,
  shown: ConnectionLabel,
): ConnectionLabel {
  if (state.kind === "live") return "connected";
  if (state.kind === "polling" && state.proven) return "limited";
  if (state.kind === "stopped") return state.reason === "idle" ? shown : "offline";
  if (!state.online) return "offline";
  return downForMs >= quietMs || shown === "offline" ? "reconnecting" : shown;
}
