import { splitWords, stem } from "./words";

/** A concept is a set of words and phrases that mean the same to a customer. */
export type Lexicon = {
  /** First stem → phrases that begin with it, longest first. */
  phrases: Map<string, { stems: string[]; concepts: string[] }[]>;
  /** Every stem that occurs, for mending typing errors. */
  vocabulary: Set<string>;
};

export type ConceptHit = { concept: string; start: number; end: number };

/** Builds the look-up; phrases are separated by commas, concepts may share them. */
export function createLexicon(...sources: Record<string, readonly string[]>[]): Lexicon {
  const byPhrase = new Map<string, Set<string>>();
  for (const source of sources) {
    for (const [concept, phrases] of Object.entries(source)) {
      for (const phrase of phrases) {
        // Messages are read in small letters.
        const key = splitWords(phrase.toLowerCase()).map(stem).join(" ");
        byPhrase.set(key, (byPhrase.get(key) ?? new Set()).add(concept));
      }
    }
  }
  const lexicon: Lexicon = { phrases: new Map(), vocabulary: new Set() };
  for (const [key, concepts] of byPhrase) addPhrase(lexicon, key.split(" "), [...concepts]);
  for (const list of lexicon.phrases.values()) list.sort((a, b) => b.stems.length - a.stems.length);
  return lexicon;
}

function addPhrase(lexicon: Lexicon, stems: string[], concepts: string[]): void {
  const first = stems[0];
  if (first === undefined) return;
  const list = lexicon.phrases.get(first) ?? [];
  list.push({ stems, concepts });
  lexicon.phrases.set(first, list);
  for (const s of stems) lexicon.vocabulary.add(s);
}

/**
 * Concepts in a row of stems. A longer phrase hides the shorter ones inside it:
 * "phone number" is no phone, "error code" no code.
 */
export function findConcepts(lexicon: Lexicon, stems: readonly string[]): ConceptHit[] {
  const hits: ConceptHit[] = [];
  let hiddenUntil = 0;
  stems.forEach((first, start) => {
    const match = lexicon.phrases
      .get(first)
      ?.find((phrase) => phrase.stems.every((s, i) => stems[start + i] === s));
    if (match === undefined) return;
    const end = start + match.stems.length;
    if (end <= hiddenUntil) return;
    hiddenUntil = Math.max(hiddenUntil, end);
    for (const concept of match.concepts) hits.push({ concept, start, end });
  });
  return hits;
}
