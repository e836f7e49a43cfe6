import type { Author } from "~/conversation/events";

/**
 * Who has a session open, counted by connection over all processes. A
 * process that dies takes its connections with it within half a minute. Never throws:
 * while the store is gone, only this process's own connections are known.
 */
export type Presence = {
  /** Notes a connection, and again at every heartbeat. */
  keep(sessionId: string, author: Author, connectionId: string): Promise<void>;
  /** Forgets a connection; returns who is still there. */
  leave(sessionId: string, author: Author, connectionId: string): Promise<Author[]>;
  /** Who is in each of these sessions. */
  list(sessionIds: string[]): Promise<Map<string, Author[]>>;
};
