/**
 * Wakes a handler when something of a session falls due. The due effects in
 * the database are the truth; a lost wake-up is made good by the sweep.
 * The handler returns when to wake it next for that session, or null.
 */
export type TurnQueue = {
  /** Call the handler for this session at `at` or soon after; an earlier time wins. */
  wake(sessionId: string, at: Date): void;
  /** Starts work; at most one handler runs per session in this process. */
  start(handler: (sessionId: string) => Promise<Date | null>): void;
  /** Stops taking work and waits for what is under way. */
  close(): Promise<void>;
};
