import { openers, pronouns, subordinators, timeWords, whWords } from "./clause-words";
import { auxiliaries } from "./force";

/** Parts a clause into what it says and what says when or if. */
export function splitSide(words: string[]): { main: string[]; side: string[] } {
  if (words[0] === "because" && words.length > 3) return { main: words.slice(1), side: [] };
  const [first = "", next = ""] = words;
  const asksOf = whWords.has(next) && first !== "because";
  const lead = subordinators.has(first) && !auxiliaries.has(next) && !asksOf;
  if (lead && words.length > 2) {
    const turn = words.findIndex((_, i) => i > 1 && opensMain(words, i));
    if (turn > 0) return { main: words.slice(turn), side: words.slice(0, turn) };
    return asksWhen.test(words.join(" ")) ? { main: words, side: [] } : { main: [], side: words };
  }
  const at = words.findIndex((word, i) => i > 0 && subordinators.has(word) && opensSide(words, i));
  return at > 0 ? { main: words.slice(0, at), side: words.slice(at) } : { main: words, side: [] };
}

/** "when it started"; but "when it asks for more information" only says when to act. */
const asksWhen =
  /^until when\b|^when (exactly|roughly|did|start|began|first)\w*\b|^when (it|this|that|the) (?!.*\b(asks?|says?|shows?|prompts?|wants?|opens?|loads?|appears?|comes|pops|offers?|finishes|gets|is (done|ready|finished|open))\b)/;

/** Where the main part begins behind a leading side part that no comma closes. */
function opensMain(words: string[], i: number): boolean {
  const [word = "", next = ""] = words.slice(i, i + 2);
  if (whWords.has(word) && word !== "when") return true;
  if (i > 2 && auxiliaries.has(word)) return pronouns.has(next);
  if (i > 2 && /^(i|we)$/.test(word))
    return /^(need|would|will|must|want|should|just|have|do|also)$/.test(next);
  if (i > 3 && /^(to|you|i|we|they|it|and|or|not)$/.test(words[i - 1] ?? "")) return false;
  return (
    i > 2 &&
    next !== "" &&
    /^(please|tell|confirm|give|set|scan|install|click|tap|choose|follow|register|add|enter|type|press|pause|stop|ring)$/.test(
      word,
    )
  );
}

function opensSide(words: string[], i: number): boolean {
  const word = words[i] ?? "";
  const before = words.slice(0, i).join(" ");
  const next = words[i + 1] ?? "";
  if (next === "" || (auxiliaries.has(next) && word === "when")) return false;
  if (/^(only |just |but |and )*$/.test(`${before} `)) return false;
  if (word === "as")
    return /^(soon|(you|it|i|we) (are|is|am|have|get|see|do|type|enter|try|open|click))\b/.test(
      words.slice(i + 1).join(" "),
    );
  if (word === "if" && openers.test(before)) return false;
  if (word === "when" && /\b(since|exactly|roughly|or|and|from)$/.test(before)) return false;
  if (word === "when" && openers.test(before)) {
    return /^(you (are|see|get|have)|it is done)/.test(words.slice(i + 1).join(" "));
  }
  if (/^(until|before|after|since)$/.test(word) && timeWords.has(next)) return false;
  return words.length - i >= 3 || pronouns.has(next) || next.endsWith("ing");
}
