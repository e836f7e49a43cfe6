import type { BrowserClock } from "../browser-clock";
import { inOrder, type OutboxStorage, type UnsentMessage } from "./outbox-storage";

/** Some browsers leave a request to IndexedDB unanswered for ever; nothing waits for it longer. */
const longestWaitMs = 2_000;

/**
 * Keeps unsent messages as well as this browser lets it, and never rejects. A
 * message stands in `quick` (localStorage: there before the next line runs, so
 * that a page may die at once) until `durable` (IndexedDB) has it, or for good
 * where that is denied; and in memory where both are.
 */
export function createKeptOutboxStorage(deps: {
  durable: OutboxStorage;
  quick: OutboxStorage;
  clock: BrowserClock;
  /** `durable` is there again; what stood in it alone wasn't seen meanwhile. */
  answersAgain: () => void;
}): OutboxStorage {
  const { quick } = deps;
  const durable = answering(deps.durable, deps);
  /** All that is known of, for when `durable` can't be read. */
  let known = new Map<string, UnsentMessage>();
  /** What `durable` hasn't taken. */
  const held = new Map<string, UnsentMessage>();
  /** What has been seen in `quick`. Whoever takes it from there has moved it to `durable`, or is done with it. */
  const inQuick = new Set<string>();
  /** `durable` has been read before: where it can't be now, it may have what isn't in `quick` any more. */
  let wasRead = false;
  /** Taken out for good, whether or not the storages could do it. */
  const gone = new Set<string>();

  /** What another page has taken out. */
  function forgetBut(found: UnsentMessage[], expected: string[]): void {
    const there = new Set(found.map(({ key }) => key));
    for (const key of expected) {
      if (there.has(key)) continue;
      for (const memory of [inQuick, known, held]) memory.delete(key);
    }
  }

  return {
    list: async () => {
      const expected = [...inQuick];
      const [kept, left] = await Promise.all([orNull(durable.list()), orNull(quick.list())]);
      wasRead ||= kept !== null;
      if (left && (kept || !wasRead)) forgetBut([...left, ...(kept ?? [])], expected);
      for (const { key } of left ?? []) inQuick.add(key);
      const messages = [...(kept ?? known.values()), ...(left ?? []), ...held.values()];
      const byKey = new Map(messages.map((message) => [message.key, message]));
      for (const key of gone) byKey.delete(key);
      known = byKey;
      return inOrder(byKey.values());
    },
    put: async (message) => {
      const { key } = message;
      known.set(key, message);
      held.set(key, message);
      const quickly = orNull(quick.put(message).then(() => inQuick.add(key)));
      const taken = await orNull(durable.put(message).then(() => true));
      await quickly;
      // A later version may be on its way.
      if (!taken || held.get(key) !== message) return;
      held.delete(key);
      inQuick.delete(key);
      await orNull(quick.delete(key));
    },
    delete: async (key) => {
      gone.add(key);
      known.delete(key);
      held.delete(key);
      await Promise.all([orNull(quick.delete(key)), orNull(durable.delete(key))]);
    },
  };
}

function orNull<T>(result: Promise<T>): Promise<T | null> {
  return result.catch(() => null);
}

type Answering = Pick<Parameters<typeof createKeptOutboxStorage>[0], "clock" | "answersAgain">;

/** Rejects what isn't answered in time, and then at once until it answers; it is asked all the same. */
function answering(storage: OutboxStorage, { clock, answersAgain }: Answering): OutboxStorage {
  let silent = false;
  /** Told once until it is in time again: one that is always late would be asked for ever. */
  let told = false;
  const late = () => {
    silent = false;
    if (!told) answersAgain();
    told = true;
  };
  const inTime = <T>(result: Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      let isLate = false;
      const giveUp = () => {
        silent = isLate = true;
        reject(new Error("The browser's storage doesn't answer"));
      };
      const cancel = clock.after(silent ? 0 : longestWaitMs, giveUp);
      const answered = () => {
        cancel();
        if (isLate) late();
        else silent = told = false;
      };
      void result.then(resolve, reject).finally(answered);
    });
  return {
    list: () => inTime(storage.list()),
    put: (message) => inTime(storage.put(message)),
    delete: (key) => inTime(storage.delete(key)),
  };
}
