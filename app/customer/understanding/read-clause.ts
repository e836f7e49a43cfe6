import type { Clause } from "./clauses";
import { findConcepts, type Lexicon } from "./lexicon";
import { mendTypo } from "./typos";
import { stem } from "./words";

/** A clause with what its words mean. */
export type Read = { clause: Clause; main: Set<string>; side: Set<string> };

export type Mend = (word: string) => string;

/** A word's stem without its typing error, looked for once in a message: that costs the whole lexicon. */
export function mendOnce(lexicon: Lexicon): Mend {
  const known = new Map<string, string>();
  return (word) => {
    const mended = known.get(word) ?? mendTypo(lexicon, stem(word));
    known.set(word, mended);
    return mended;
  };
}

export function readConcepts(clause: Clause, lexicon: Lexicon, mend: Mend): Read {
  return {
    clause,
    main: new Set([...tenseOf(clause), ...conceptsOf(clause.main, lexicon, mend)]),
    side: new Set([...failing(clause), ...conceptsOf(clause.side, lexicon, mend)]),
  };
}

/** "… if they aren't paid": what comes of it is asked, not what is seen. */
function failing({ side }: Clause): string[] {
  const text = side.join(" ");
  return /^(if|unless|when)\b/.test(text) && /\b(not|never|late|miss)\b/.test(text)
    ? ["consequence"]
    : [];
}

/** "Was it working", "could you get in": a concept that no word stands for. */
function tenseOf({ main, head }: Clause): string[] {
  if (head === "who") return ["whom"];
  if (/^(was|were|did|had|could)$/.test(main[0] ?? "")) return ["past"];
  return /^(when|what time|by when|by what time) (does|do|is|will|are|can|shall|should|must|may|would|has|have) (?!it |this |that )/.test(
    main.join(" "),
  )
    ? ["coming"]
    : [];
}

export function conceptsOf(words: string[], lexicon: Lexicon, mend: Mend): string[] {
  return findConcepts(lexicon, words.map(mend)).map((hit) => hit.concept);
}
