import type { OutboxLine, OutboxNotices } from "./outbox-notices";
import type { OutboxStorage } from "./outbox-storage";
import type { PendingMessage } from "./pending";

/** What is unsent of one session, as all pages of this browser see it. */
export type OutboxEntries = {
  /** Hears what other pages do, until closed. */
  open(heard: () => void): void;
  close(): void;
  first(): PendingMessage | undefined;
  find(key: string): PendingMessage | undefined;
  all(): PendingMessage[];
  add(entry: PendingMessage): void;
  update(key: string, change: Partial<PendingMessage>): void;
  remove(key: string): void;
  /** Which one this page is sending; the others aren't told. */
  markSending(key: string | null): void;
  /** Takes in what other pages have put, changed and taken out. */
  sync(): Promise<void>;
};

export type OutboxEntriesDeps = {
  sessionId: string;
  storage: OutboxStorage;
  notices: OutboxNotices;
  /** True for what the history shows already: an earlier page didn't live to hear of it. */
  isStored: (key: string) => boolean;
  changed: (pending: PendingMessage[]) => void;
};

export function createOutboxEntries(deps: OutboxEntriesDeps): OutboxEntries {
  const { sessionId, storage } = deps;
  /** A list that was read before they were taken out doesn't bring them back. */
  const gone = new Set<string>();
  let entries: PendingMessage[] = [];
  let shown: PendingMessage[] = [];
  let sending: string | null = null;
  let line: OutboxLine | null = null;
  /** How often this page has written; a list that was read meanwhile is read again. */
  let writes = 0;

  function show(next: PendingMessage[]): void {
    entries = next;
    const asShown = entries.map(withSending);
    if (JSON.stringify(asShown) === JSON.stringify(shown)) return;
    shown = asShown;
    deps.changed(shown);
  }

  function withSending(entry: PendingMessage): PendingMessage {
    const isUnderWay = entry.key === sending && entry.state === "waiting";
    return isUnderWay ? { ...entry, state: "sending" } : entry;
  }

  function write(writing: Promise<void>): void {
    writes += 1;
    void writing.then(() => line?.tell());
  }

  function forget(key: string): void {
    if (gone.has(key)) return;
    gone.add(key);
    write(storage.delete(key));
  }

  async function sync(): Promise<void> {
    const before = writes;
    const kept = (await storage.list()).filter((one) => one.sessionId === sessionId);
    if (writes !== before) return sync();
    for (const { key } of kept) if (deps.isStored(key)) forget(key);
    show(kept.filter(({ key }) => !gone.has(key)));
  }

  return {
    sync,
    open: (heard) => {
      line?.close();
      line = deps.notices.open(sessionId, heard);
    },
    close: () => {
      line?.close();
      line = null;
    },
    first: () => entries.find(({ state }) => state === "waiting"),
    find: (key) => entries.find((entry) => entry.key === key),
    all: () => entries,
    add: (entry) => {
      write(storage.put({ ...entry, sessionId }));
      show([...entries, entry]);
    },
    update: (key, change) => {
      const entry = entries.find((one) => one.key === key);
      if (!entry) return;
      const changed = { ...entry, ...change };
      write(storage.put({ ...changed, sessionId }));
      show(entries.map((one) => (one === entry ? changed : one)));
    },
    remove: (key) => {
      if (!entries.some((entry) => entry.key === key)) return;
      forget(key);
      show(entries.filter((entry) => entry.key !== key));
    },
    markSending: (key) => {
      sending = key;
      show(entries);
    },
  };
}
