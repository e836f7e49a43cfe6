import { browserClock } from "../browser-clock";
import type { SharedOutbox } from "./outbox";
import type { OutboxNotices } from "./outbox-notices";
import { createMemoryOutboxStorage } from "./outbox-storage";
import { createTurns } from "./sending-turn";

/** What the tabs of one browser share; for tests. */
export function createOneBrowser(): { openTab: () => SharedOutbox } {
  const storage = createMemoryOutboxStorage();
  const notices = createTestNotices();
  const locks = createTestLocks();
  let tabs = 0;
  return {
    openTab: () => ({
      storage,
      notices,
      takeTurn: createTurns({
        locks,
        clock: browserClock,
        page: `tab ${String((tabs += 1))}`,
        storage: () => {
          throw new Error("Locks are enough");
        },
      }),
    }),
  };
}

function createTestNotices(): OutboxNotices {
  const lines = new Set<{ sessionId: string; changed: () => void }>();
  return {
    open: (sessionId, changed) => {
      const line = { sessionId, changed };
      lines.add(line);
      return {
        tell: () => {
          for (const other of lines) {
            if (other !== line && other.sessionId === sessionId) queueMicrotask(other.changed);
          }
        },
        close: () => void lines.delete(line),
      };
    },
  };
}

/** Web Locks, as far as `ifAvailable` goes. */
export function createTestLocks(): Pick<LockManager, "request"> {
  const held = new Set<string>();
  const request = async (
    name: string,
    _options: LockOptions,
    take: (lock: Lock | null) => unknown,
  ): Promise<unknown> => {
    await Promise.resolve();
    if (held.has(name)) return take(null);
    held.add(name);
    try {
      return await take({ name, mode: "exclusive" });
    } finally {
      held.delete(name);
    }
  };
  return { request: request as LockManager["request"] };
}
