/**
 * A message that this browser wants sent and that isn't known to be stored yet.
 * `waiting`: queued, or between two attempts. `sending`: a request is under way.
 * `not_sent`: refused or given up; only the reader decides what happens next.
 */
export type PendingMessage = {
  /** The idempotency key; made once with the draft and kept through every retry. */
  key: string;
  text: string;
  /** ISO 8601, by this browser's clock; ascending within a session. */
  createdAt: string;
  /** When the reader last said that it should go; ISO 8601. */
  wantedAt: string;
  state: "waiting" | "sending" | "not_sent";
  /** Why it was not sent, for people to read; only with `not_sent`. */
  error: string | null;
};
