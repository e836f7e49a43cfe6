import type { Measurements } from "./measurements";

const name = "deskside:diagnose";

/** What the chat keeps unsent text in, and what its tabs share. */
export async function measureBrowser(): Promise<NonNullable<Measurements["browser"]>> {
  return {
    localStorage: works(() => keepsInStorage(localStorage)),
    indexedDb: await opensDatabase(),
    webLocks: "locks" in navigator,
    broadcastChannel: works(() => {
      new BroadcastChannel(name).close();
      return true;
    }),
    cookies: navigator.cookieEnabled,
    secureContext: isSecureContext,
  };
}

/** Where it is denied, even looking at it throws. */
function works(use: () => boolean): boolean {
  try {
    return use();
  } catch {
    return false;
  }
}

function keepsInStorage(storage: Storage): boolean {
  storage.setItem(name, "1");
  const kept = storage.getItem(name) === "1";
  storage.removeItem(name);
  return kept;
}

function opensDatabase(): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => {
        opening.result.close();
        indexedDB.deleteDatabase(name);
        resolve(true);
      };
      opening.onerror = opening.onblocked = () => resolve(false);
    } catch {
      resolve(false);
    }
  });
}
