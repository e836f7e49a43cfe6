/**
 * A message that the trainee has written and the server has not stored yet. It
 * lives in the browser's outbox; its key stays the same through every retry.
 */
export type PendingMessage = {
  /** The idempotency key, made once with the draft. */
  key: string;
  text: string;
  /** ISO 8601, the browser's clock. */
  createdAt: string;
  state: "waiting" | "sending" | "not_sent";
  /** Why it was not sent, for people to read; only with `not_sent`. */
  error: string | null;
};
