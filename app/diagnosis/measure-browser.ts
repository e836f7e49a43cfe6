import type { Measurements } from "./measurements";

const name = "deskside:diagnose";

/** What the chat keeps unsent text in, and what its tabs share. */
export async function measureBrowser(): Promise<NonNullable<Measurements["browser"]>> {
  return {
    localStorage: works(() => keepsInStorage(localStorage)),
    indexedDb: await opensDatabase(() => indexedDB),
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

/** Some browsers leave it unanswered for ever; the chat waits no longer either. */
const opensWithinMs = 2_000;

export function opensDatabase(
  databases: () => Pick<IDBFactory, "open" | "deleteDatabase">,
): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), opensWithinMs);
    const end = (opens: boolean) => {
      clearTimeout(timer);
      resolve(opens);
    };
    try {
      const opening = databases().open(name);
      opening.onsuccess = () => {
        opening.result.close();
        databases().deleteDatabase(name);
        end(true);
      };
      opening.onerror = opening.onblocked = () => end(false);
    } catch {
      end(false);
    }
  });
}
