import type { Lexicon } from "./lexicon";
import { realWords } from "./real-words";

/**
 * The lexicon's word that a mistyped one was meant to be, or the word itself.
 * Real English words are never "mended": "stated" stays "stated".
 */
export function mendTypo(lexicon: Lexicon, stem: string): string {
  if (stem.length < 4 || /\d/.test(stem)) return stem;
  if (lexicon.vocabulary.has(stem) || realWords.has(stem)) return stem;
  const limit = stem.length >= 8 ? 3 : 2;
  let best = stem;
  let bestDistance = limit;
  for (const word of lexicon.vocabulary) {
    if (word.length < 4 || Math.abs(word.length - stem.length) > bestDistance) continue;
    if (word[0] !== stem[0] && word[1] !== stem[0]) continue;
    if (stem.length === 4 && !isLikelySlip(stem, word)) continue;
    const distance = editDistance(stem, word);
    // Of two that are as near, whichever is first in the alphabet: a scenario's own words come in any order.
    const isNearer = distance < bestDistance || (distance === bestDistance && word < best);
    if (isNearer && distance < limit) [best, bestDistance] = [word, distance];
  }
  return best;
}

/** In short words only swapped and dropped letters; a replaced one makes another word. */
function isLikelySlip(stem: string, word: string): boolean {
  return word.length > stem.length || [...stem].sort().join("") === [...word].sort().join("");
}

/** Damerau-Levenshtein (adjacent swaps count one). */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let value = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        value = Math.min(value, at(beforeLast, j - 2) + 1);
      }
      row.push(value);
    }
    [beforeLast, last] = [last, row];
  }
  return at(last, b.length);
}

function at(row: number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
