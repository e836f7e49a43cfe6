import type { PendingMessage } from "./pending";
import { isRecord } from "../wire";

/** An unsent message and the session that it belongs to. */
export type UnsentMessage = PendingMessage & { sessionId: string };

/** Where the unsent messages of all sessions outlive the page, written at every change. */
export type OutboxStorage = {
  /** In the order in which they were written. */
  list(): Promise<UnsentMessage[]>;
  put(message: UnsentMessage): Promise<void>;
  /** A key that isn't there is no error. */
  delete(key: string): Promise<void>;
};

export function createMemoryOutboxStorage(): OutboxStorage {
  const messages = new Map<string, UnsentMessage>();
  return {
    list: () => Promise.resolve(inOrder(messages.values())),
    put: (message) => Promise.resolve(void messages.set(message.key, message)),
    delete: (key) => Promise.resolve(void messages.delete(key)),
  };
}

export type WebStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

const prefix = "deskside:outbox:";

/**
 * In the browser's localStorage, one item a message, so that two tabs don't
 * overwrite each other's. Written before `put` returns. Rejects where storage is
 * denied (private windows, frames) or full.
 */
export function createLocalOutboxStorage(storage: () => WebStorage): OutboxStorage {
  return {
    list: () => settled(() => inOrder(namesIn(storage()).flatMap((name) => read(storage(), name)))),
    put: (message) =>
      settled(() => {
        storage().setItem(prefix + message.key, JSON.stringify(message));
      }),
    delete: (key) =>
      settled(() => {
        storage().removeItem(prefix + key);
      }),
  };
}

/** Runs at once; what it throws becomes a rejection. */
function settled<T>(run: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(run());
  });
}

function namesIn(storage: WebStorage): string[] {
  const names = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? "");
  return names.filter((name) => name.startsWith(prefix));
}

function read(storage: WebStorage, name: string): UnsentMessage[] {
  try {
    const value: unknown = JSON.parse(storage.getItem(name) ?? "null");
    return isUnsentMessage(value) ? [value] : [];
  } catch {
    return [];
  }
}

export function isUnsentMessage(value: unknown): value is UnsentMessage {
  const texts = ["sessionId", "key", "text", "createdAt", "wantedAt"];
  return (
    isRecord(value) &&
    texts.every((name) => typeof value[name] === "string") &&
    ["waiting", "sending", "not_sent"].includes(String(value["state"]))
  );
}

export function inOrder(messages: Iterable<UnsentMessage>): UnsentMessage[] {
  const time = ({ createdAt }: UnsentMessage) => Date.parse(createdAt);
  return [...messages].sort((one, other) => time(one) - time(other));
}
