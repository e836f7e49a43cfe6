import { isRecord } from "./wire";

/** A piece of what the composer holds. Under its key the page's own form may have posted it. */
export type DraftPart = { text: string; key: string | null };

/** What the composer held, per session, so that a reload or a crash doesn't cost it. */
export type DraftStorage = { read(): DraftPart[]; write(parts: DraftPart[]): void };

/** Where storage is denied or full (private windows, frames): drafts live as long as the page then. */
const memory = new Map<string, string>();

export function createDraftStorage(
  storage: () => Pick<Storage, "getItem" | "setItem" | "removeItem">,
  sessionId: string,
): DraftStorage {
  const name = `deskside:draft:${sessionId}`;

  function stored(): string | null {
    try {
      return storage().getItem(name);
    } catch {
      return null;
    }
  }

  function forget(): void {
    memory.delete(name);
    try {
      storage().removeItem(name);
    } catch {
      // Where nothing can be taken out, nothing was put.
    }
  }

  function keep(value: string): void {
    try {
      storage().setItem(name, value);
      memory.delete(name);
    } catch {
      memory.set(name, value);
    }
  }

  return {
    // What is in memory was written when the storage took nothing more: it is the newer.
    read: () => partsIn(memory.get(name) ?? stored()),
    write: (parts) => {
      if (parts.length === 0) forget();
      else keep(JSON.stringify(parts));
    },
  };
}

/** Earlier versions kept the bare text. */
function partsIn(kept: string | null): DraftPart[] {
  if (kept === null || kept === "") return [];
  const parts = parsed(kept);
  return Array.isArray(parts) && parts.every(isPart) ? parts : [{ text: kept, key: null }];
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function isPart(value: unknown): value is DraftPart {
  if (!isRecord(value)) return false;
  const { text, key } = value;
  return typeof text === "string" && (key === null || typeof key === "string");
}
