/** What the composer held, per session, so that a reload or a crash doesn't cost it. */
export type DraftStorage = { read(): string; write(text: string): void };

/** Storage may be denied or full (private windows, frames); then drafts live as long as the page. */
export function createDraftStorage(
  storage: () => Pick<Storage, "getItem" | "setItem" | "removeItem">,
  sessionId: string,
): DraftStorage {
  const name = `deskside:draft:${sessionId}`;
  return {
    read: () => {
      try {
        return storage().getItem(name) ?? "";
      } catch {
        return "";
      }
    },
    write: (text) => {
      try {
        if (text === "") storage().removeItem(name);
        else storage().setItem(name, text);
      } catch {
        return;
      }
    },
  };
}
