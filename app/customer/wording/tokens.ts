import { commonWords } from "./common-words";

/** Lower-case words, apostrophes inside kept, curly ones made straight. */
export function wordsOf(text: string): string[] {
  return (
    straight(text)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*/gu) ?? []
  );
}

function straight(text: string): string {
  return text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"');
}

/** A word without its ending, so that "traded", "trading" and "trade" are one. */
export function stem(word: string): string {
  const bare = word.replace(/'(s|re|ve|ll|d|t|m)$/, "");
  for (const ending of ["ings", "ing", "ied", "ies", "ed", "es", "ly", "s", "e", "y"]) {
    if (bare.length - ending.length >= 3 && bare.endsWith(ending)) {
      return undouble(bare.slice(0, -ending.length));
    }
  }
  return bare;
}

function undouble(word: string): string {
  return /([bdgmnprt])\1$/.test(word) ? word.slice(0, -1) : word;
}

const commonStems = new Set([...commonWords].map(stem));

/** The stems of what isn't everybody's word; numbers are looked at by themselves. */
export function contentOf(text: string): Set<string> {
  const parts = wordsOf(text).flatMap((word) => [word, ...word.split("-")]);
  return new Set(parts.filter((word) => !/^\d+$/.test(word) && !isCommon(word)).map(stem));
}

export function isCommon(word: string): boolean {
  return commonWords.has(word) || commonStems.has(stem(word)) || word.length < 3;
}

/** The words in their order, with a space before and behind each. */
export function inOrder(text: string): string {
  return ` ${wordsOf(text).join(" ")} `;
}

/** Every four words in a row, and the shorter sentences as they are, of two words at least. */
export function phrasesOf(text: string): Set<string> {
  return new Set(
    text.split(/[.!?;:,\n]+/).flatMap((sentence) => {
      const words = wordsOf(sentence);
      if (words.length === 2 || words.length === 3) return [inOrder(sentence)];
      const starts = Array.from({ length: Math.max(0, words.length - 3) }, (_, at) => at);
      return starts.map((at) => inOrder(words.slice(at, at + 4).join(" ")));
    }),
  );
}

const spelt = new Map(
  Object.entries({
    zero: 0,
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    eleven: 11,
    twelve: 12,
    thirteen: 13,
    fourteen: 14,
    fifteen: 15,
    sixteen: 16,
    seventeen: 17,
    eighteen: 18,
    nineteen: 19,
    twenty: 20,
    thirty: 30,
    forty: 40,
    fifty: 50,
    sixty: 60,
    seventy: 70,
    eighty: 80,
    ninety: 90,
    hundred: 100,
    thousand: 1000,
    million: 1_000_000,
    dozen: 12,
    noon: 12,
    midnight: 0,
  }).map(([word, value]) => [word, String(value)]),
);

/** "On the third floor" has a number, too, though "a third time" may be reworded. */
export const ordinals: ReadonlyMap<string, string> = new Map(
  `third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth
  seventeenth eighteenth nineteenth twentieth`
    .split(/\s+/)
    .map((word, i) => [word, String(i + 3)]),
);

const run = new RegExp(`^(?:one|and|${[...spelt.keys()].join("|")}){2,}$`);

/**
 * Every number, spelt out or not: "ten past 8" has 10 and 8, "12:00" has 12. "One" is no number here,
 * and "fourzeroseven" is one that is nobody's. `more` are further words for numbers.
 */
export function numbersOf(text: string, more?: ReadonlyMap<string, string>): Set<string> {
  const joined = text.replace(/(\d),(?=\d{3}\b)/g, "$1");
  const digits = (joined.match(/\d+/g) ?? []).map((each) => each.replace(/^0+(?=\d)/, ""));
  const words = wordsOf(text).flatMap((word) => word.split("-"));
  return new Set([
    ...digits.filter((each) => each !== "0"),
    ...words.flatMap((w) => spelt.get(w) ?? more?.get(w) ?? (run.test(w) ? w : [])),
  ]);
}

export type Name = { word: string; opensSentence: boolean };

/** What is written like a name: a capital inside a sentence, or capitals where none belong. */
export function namesOf(text: string): Name[] {
  const found: Name[] = [];
  for (const match of straight(text).matchAll(/\p{L}[\p{L}\p{N}]*(?:'\p{L}+)?/gu)) {
    const [word] = match;
    if (!/\p{Lu}/u.test(word) || /^I('\p{L}+)?$/u.test(word)) continue;
    const before = text.slice(0, match.index);
    const opensSentence = /(^|[.!?…:"“(–-])\s*$/u.test(before) && !/.\p{Lu}/u.test(word);
    found.push({ word: word.replace(/'s$/, "").toLowerCase(), opensSentence });
  }
  return found;
}

/** What stands in double quotation marks, as stems. */
export function quotedContent(text: string): Set<string> {
  const quoted = [...straight(text).matchAll(/"([^"]+)"/g)].map(([, inner]) => inner ?? "");
  return contentOf(quoted.join(" "));
}
