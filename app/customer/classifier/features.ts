import { splitClauses, type Clause } from "../understanding/clauses";
import type { Understanding } from "../understanding/understand";
import { normalise, splitWords, stem } from "../understanding/words";

/** Features share so many rows of weights; two that fall into one are learned as one. */
export const featureCount = 1 << 16;

/**
 * What the classifier sees of a message, as row numbers, each once: its words, their neighbours and
 * pieces (for typing errors), the force of its clauses, and what the rules heard in it.
 */
export function readFeatures(text: string, heard: Understanding, scenarioId: string): number[] {
  const words = splitWords(normalise(text));
  const names = [
    `scenario:${scenarioId}`,
    ...(text.includes("?") ? ["question"] : []),
    ...ofWords(words),
    ...words.flatMap(pieces),
    ...splitClauses(text).flatMap(ofClause),
    ...ofRules(heard),
  ];
  return [...new Set(names.map(toRow))];
}

function ofWords(words: string[]): string[] {
  const stems = ["^", ...words.map(stem), "$"];
  return stems.flatMap((word, i) => {
    const [next, afterNext] = [stems[i + 1], stems[i + 2]];
    return [
      `word:${word}`,
      ...(next === undefined ? [] : [`two:${word}_${next}`]),
      ...(next === undefined || afterNext === undefined
        ? []
        : [`three:${word}_${next}_${afterNext}`, `around:${word}_${afterNext}`]),
    ];
  });
}

/** Three to five letters in a row, with the word's ends. */
function pieces(word: string): string[] {
  const whole = `<${word}>`;
  return [3, 4, 5].flatMap((length) =>
    Array.from(
      { length: Math.max(0, whole.length - length + 1) },
      (_, i) => `piece:${whole.slice(i, i + length)}`,
    ),
  );
}

function ofClause({ main, force, head, negated }: Clause): string[] {
  const stems = main.map(stem);
  return [
    `clause:${force}:${String(head)}:${String(negated)}`,
    ...stems.map((word) => `${force}:${word}`),
    ...(force === "ask" ? [1, 2, 3].map((n) => `begins:${stems.slice(0, n).join("_")}`) : []),
  ];
}

function ofRules({ content, concepts, signals, asksSecret }: Understanding): string[] {
  return [
    ...(content.length === 0 ? ["intent:none"] : content.map((intent) => `intent:${intent}`)),
    ...[...concepts].map((concept) => `concept:${concept}`),
    ...Object.keys(signals).map((signal) => `signal:${signal}`),
    ...(asksSecret ? ["intent:secret"] : []),
  ];
}

/** FNV-1a, its bits mixed once more: the rows of alike names lie far apart. */
function toRow(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 12)) >>> 0) % featureCount;
}
