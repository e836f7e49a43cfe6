import type { Outbox } from "./outbox";
import type { OutboxStorage } from "./outbox-storage";

/** What earlier pages have left unsent in other sessions than this page's. */
export type Leftovers = {
  /** Sends them, or goes on doing so. */
  wake(): void;
  stop(): void;
};

export const noLeftovers: Leftovers = { wake: () => undefined, stop: () => undefined };

/** Every session has an outbox of its own: one that waits holds up no other. */
export function createLeftovers(deps: {
  sessionId: string;
  storage: OutboxStorage;
  openOutbox: (sessionId: string) => Pick<Outbox, "start" | "wake" | "stop">;
}): Leftovers {
  const outboxes = new Map<string, Pick<Outbox, "start" | "wake" | "stop">>();
  let stopped = false;

  async function look(): Promise<void> {
    const unsent = await deps.storage.list();
    if (stopped) return;
    for (const { sessionId, state } of unsent) {
      if (sessionId === deps.sessionId || state === "not_sent" || outboxes.has(sessionId)) continue;
      const outbox = deps.openOutbox(sessionId);
      outboxes.set(sessionId, outbox);
      void outbox.start();
    }
  }

  return {
    wake: () => {
      stopped = false;
      for (const outbox of outboxes.values()) outbox.wake();
      void look();
    },
    stop: () => {
      stopped = true;
      for (const outbox of outboxes.values()) outbox.stop();
      outboxes.clear();
    },
  };
}
