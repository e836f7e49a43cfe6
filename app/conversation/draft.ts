import type { DraftPart, DraftStorage } from "./draft-storage";

/** What is being written in one session, and under which key it may have been posted already. */
export type Draft = {
  text(): string;
  /**
   * The page has come alive with this in its field. What was kept and isn't there
   * comes back, to go before it: neither replaces the other.
   */
  comeAlive(held: string): string;
  changed(text: string): void;
  /** Puts an edited message before what the field holds. */
  join(text: string, held: string): void;
  /** The key of the text that is about to be sent, if it has one; given to the first send alone. */
  spendKey(text: string): string | undefined;
};

export type DraftDeps = {
  storage: DraftStorage;
  /** The key that the server put into the page's own form; null where there was no such form. */
  formKey: string | null;
  /** What is known to be stored under a key. */
  textUnder: (key: string) => string | undefined;
};

export function createDraft({ storage, formKey, textUnder }: DraftDeps): Draft {
  let parts: DraftPart[] = [];
  /** What the form may have posted, until something is sent. */
  let keyed: DraftPart[] = [];
  let isAlive = false;

  function write(next: DraftPart[]): void {
    parts = next;
    storage.write(next);
  }

  function partsOf(text: string): DraftPart[] {
    if (text === joinedTexts(parts)) return parts;
    return text === "" ? [] : [keyed.find((part) => part.text === text) ?? { text, key: null }];
  }

  const isSent = ({ text, key }: DraftPart) => key !== null && textUnder(key) === text;

  return {
    text: () => joinedTexts(parts),
    comeAlive: (held) => {
      if (isAlive) return "";
      isAlive = true;
      const kept = storage.read().filter((part) => !isSent(part));
      // A browser that reloads puts back what the field held; one may have gone on from there.
      const before = held.includes(joinedTexts(kept)) ? [] : kept;
      const next = held === "" ? before : [...before, { text: held, key: formKey }];
      keyed = next.filter(({ key }) => key !== null);
      write(next);
      return joinedTexts(before);
    },
    changed: (text) => {
      write(partsOf(text));
    },
    join: (text, held) => {
      write([{ text, key: null }, ...partsOf(held)]);
    },
    spendKey: (text) => {
      const key = keyed.find((part) => part.text === text)?.key;
      keyed = [];
      return key ?? undefined;
    },
  };
}

function joinedTexts(parts: DraftPart[]): string {
  return joinTexts(...parts.map(({ text }) => text));
}

/** Each begins a line of its own. */
export function joinTexts(...texts: string[]): string {
  return texts.filter((text) => text !== "").join("\n");
}
