import type { SessionEvent } from "~/conversation/events";

export type PublishedEvent = { sessionId: string; event: SessionEvent };

/**
 * Carries what was committed to every process that has readers. Best effort and
 * at most once: it may drop, repeat or reorder; readers repair from the event
 * log by seq. Publishing never throws and never waits for a reader.
 */
export type EventBus = {
  publish(published: PublishedEvent[]): Promise<void>;
  /** Every event of every session, until the returned undo is called. */
  subscribe(listener: (published: PublishedEvent) => void): () => void;
  /** False while other processes can't be heard: readers then look at the log more often. */
  isReachable(): boolean;
  close(): Promise<void>;
};
