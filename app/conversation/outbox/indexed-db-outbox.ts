import { createStore, del, set, type UseStore, values } from "idb-keyval";
import { inOrder, isUnsentMessage, type OutboxStorage } from "./outbox-storage";

/** In the browser's IndexedDB, shared by its tabs. Rejects where that is denied, full or broken. */
export function createIndexedDbOutboxStorage(): OutboxStorage {
  let opened: UseStore | undefined;
  // Async, so that a browser without IndexedDB rejects as well.
  const store = async () => Promise.resolve((opened ??= createStore("deskside", "unsent")));
  return {
    list: async () => inOrder((await values<unknown>(await store())).filter(isUnsentMessage)),
    put: async (message) => set(message.key, message, await store()),
    delete: async (key) => del(key, await store()),
  };
}
