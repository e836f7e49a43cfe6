import type { PendingMessage } from "./pending";
import { isRecord } from "./wire";

/** Where unsent messages outlive the page. Asynchronous, so that IndexedDB fits. */
export type OutboxStorage = {
  /** In the order in which they were first put. */
  list(): Promise<PendingMessage[]>;
  put(entry: PendingMessage): Promise<void>;
  delete(key: string): Promise<void>;
};

export function createMemoryOutboxStorage(): OutboxStorage {
  const entries = new Map<string, PendingMessage>();
  return {
    list: () => Promise.resolve([...entries.values()]),
    put: (entry) => Promise.resolve(void entries.set(entry.key, entry)),
    delete: (key) => Promise.resolve(void entries.delete(key)),
  };
}

/**
 * Keeps a session's unsent messages in the browser's storage, written at every
 * change rather than when the page is left: phones and crashes don't announce
 * themselves. Never rejects; where storage is denied (private windows, frames)
 * nothing is kept.
 */
export function createLocalOutboxStorage(
  storage: () => Pick<Storage, "getItem" | "setItem" | "removeItem">,
  sessionId: string,
): OutboxStorage {
  const name = `deskside:outbox:${sessionId}`;
  const read = () => attempt(() => parseEntries(storage().getItem(name))) ?? [];
  const write = (entries: PendingMessage[]) => {
    attempt(() => {
      if (entries.length === 0) storage().removeItem(name);
      else storage().setItem(name, JSON.stringify(entries));
    });
    return Promise.resolve();
  };
  return {
    list: () => Promise.resolve(read()),
    put: (entry) => {
      const entries = read();
      const isNew = !entries.some(({ key }) => key === entry.key);
      return write(
        isNew ? [...entries, entry] : entries.map((one) => (one.key === entry.key ? entry : one)),
      );
    },
    delete: (key) => write(read().filter((entry) => entry.key !== key)),
  };
}

function attempt<T>(run: () => T): T | null {
  try {
    return run();
  } catch {
    return null;
  }
}

function parseEntries(text: string | null): PendingMessage[] {
  const value: unknown = JSON.parse(text ?? "[]");
  return Array.isArray(value) ? value.filter(isEntry) : [];
}

function isEntry(value: unknown): value is PendingMessage {
  return (
    isRecord(value) &&
    typeof value["key"] === "string" &&
    typeof value["text"] === "string" &&
    typeof value["createdAt"] === "string" &&
    ["waiting", "sending", "not_sent"].includes(String(value["state"]))
  );
}
