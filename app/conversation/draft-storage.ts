/** What the composer held, per session, so that a reload or a crash doesn't cost it. */
export type DraftStorage = { read(): string; write(text: string): void };

/** Where storage is denied or full (private windows, frames): drafts live as long as the page then. */
const memory = new Map<string, string>();

export function createDraftStorage(
  storage: () => Pick<Storage, "getItem" | "setItem" | "removeItem">,
  sessionId: string,
): DraftStorage {
  const name = `deskside:draft:${sessionId}`;
  return {
    read: () => {
      try {
        return storage().getItem(name) ?? memory.get(name) ?? "";
      } catch {
        return memory.get(name) ?? "";
      }
    },
    write: (text) => {
      try {
        if (text === "") storage().removeItem(name);
        else storage().setItem(name, text);
        memory.delete(name);
      } catch {
        memory.set(name, text);
      }
    },
  };
}
