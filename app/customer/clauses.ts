import {
  auxiliaries,
  findForce,
  imperatives,
  isFragment,
  wordSet as set,
  type Force,
  type Head,
} from "./force";
import { unwrap } from "./courtesies";
import { normalise, splitWords } from "./words";

export type { Force, Head } from "./force";

export type Clause = {
  words: string[];
  /** Words of the main part; the rest says when or if ("when you sign in"). */
  main: string[];
  side: string[];
  head: Head | null;
  force: Force;
  /** No verb of its own: "error message?" */
  fragment: boolean;
  /** "don't restart yet", "I don't need the code": the opposite of a request. */
  negated: boolean;
  /** The sentence ended in a question mark. */
  marked: boolean;
  /** Which sentence of the message it stands in, from 0. */
  sentence: number;
};

const whWords = set("what when where who which why how whose whom whats");
const pronouns = set(
  "i we you it they he she this that there your anyone anybody someone everyone",
);
const subordinators = set(
  "when whenever after before while if once because until unless though although as whereas",
);
const fillers = set(
  "and so ok okay well also then please now just first alright right hi hello hey but or plus thanks cheers next finally anyway actually oh ah um hmm yes yeah sure great perfect again quickly maybe perhaps kindly lastly secondly next thank good fine btw ahh aha ohh hm super brilliant lovely wonderful excellent fantastic cool",
);
const timeWords = set(
  "today yesterday now then lunch lunchtime noon monday tuesday wednesday thursday friday saturday sunday this last that it",
);
const openers =
  /\b(tell (me|us)|let (me|us) know|(do|would|can|could) you (know|remember|recall|explain|describe|confirm|check|specify|clarify|share|mention)|any idea|an idea|need to (know|ask|confirm|check|understand|find out|establish|see)|(like|want|love) to (know|ask|confirm|check|understand|find out|hear|see)|wonder(ing)?|curious|i (need|require|want)|i (would|will) (need|like|require)|(can|could|may|might) (i|we) (just |quickly |also |please |first )*(have|get|take|ask|know|check|confirm|see)|ask (you )?(about|for)|describe|explain|confirm|specify|mention|clarify|(provide|give|send|show|share) (me|us)|(provide|give|state|share)( me| us)? (your|the)|talk (me|us) through|walk (me|us) through|not sure|interested in|keen to know|help me understand|remind me|quick question|question is|know|out|of|about|understand)$/;
const negatedDirective =
  /^((please )?(do not|never|no need)\b|(you|we) (do not|need not|must not|should not|would not|will not|can not) (need|have|want|touch|bother|do)?|(i|we) (am|are|do|will|would|can|have) not\b|not (asking|interested|about|now|yet|the)|there is no need|(make|be) (very |absolutely )?(sure|certain|careful) (that )?(you )?(not to|do not|never)|(take care|try|remember|ensure|promise|important|advise|suggest|recommend|it is best|better|best)( that)?( you)? (not to|not|do not|never)\b|(i|we) (am |are |will |would |have to |must |need to |want to |just )*(ask|want|need|like|advise|beg|urge) (that )?you (not to|not|do not|never)|it is not (about|necessary)|no need|never mind|forget (about )?|ignore|skip|leave aside|without|rather than|instead of)/;

/** Splits a message into clauses, in order; each asks, tells or states one thing. */
export function splitClauses(text: string): Clause[] {
  return splitSentences(unwrap(normalise(text))).flatMap(({ body, marked }, sentence) => {
    const parts = splitParts(body).filter((part) => part.some((word) => !fillers.has(word)));
    return parts.map((part, i) => readClause(part, marked && i === parts.length - 1, sentence));
  });
}

function splitSentences(text: string): { body: string; marked: boolean }[] {
  const found = text.match(/[^.?!;\n:]+(?:[.:](?=\S)[^.?!;\n:]*)*[.?!;\n:]*/g) ?? [];
  return found
    .flatMap((sentence) => {
      const marked = /\?/.test(sentence);
      return sentence.split(/ - |\(|\)|\/(?=\s)/).map((body) => ({ body, marked }));
    })
    .filter(({ body }) => splitWords(body).length > 0);
}

/** Cuts a sentence at commas and conjunctions behind which a new clause begins. */
function splitParts(sentence: string): string[][] {
  const parts: string[][] = [];
  let current: string[] = [];
  const cut = (): void => {
    if (current.length > 0) parts.push(current);
    current = [];
  };
  sentence.split(",").forEach((piece, index) => {
    const words = splitWords(piece);
    if (
      index > 0 &&
      !resumesTopic(current, words) &&
      (beginsClause(words, 0) || isSideClause(current))
    )
      cut();
    words.forEach((word, i) => {
      if (isBoundary(words, i, current)) cut();
      current.push(word);
    });
  });
  cut();
  return parts;
}

/** "The Wi-Fi, is it good?": a topic put first belongs to what follows. */
function resumesTopic(current: string[], words: string[]): boolean {
  const [first = ""] = words;
  if (/^(apart|besides|other|aside|except|as)$/.test(current[0] ?? "") && current.length <= 5)
    return auxiliaries.has(first);
  const turned = auxiliaries.has(first) || whWords.has(first);
  if (!turned && !/^it (is|was|does|works)\b/.test(words.join(" "))) return false;
  const spoken = words.slice(0, 4).join(" ");
  const topic = current.filter((word) => !fillers.has(word));
  return (
    topic.length <= 3 &&
    /^(the|your|this|that)$/.test(topic[0] ?? "") &&
    /\b(it|that|this)\b/.test(spoken)
  );
}

function isSideClause(words: string[]): boolean {
  const first = words.find((word) => !fillers.has(word)) ?? "";
  return subordinators.has(first) && !auxiliaries.has(words[words.indexOf(first) + 1] ?? "");
}

function isBoundary(words: string[], i: number, current: string[]): boolean {
  const word = words[i] ?? "";
  if (current.length === 0) return false;
  if (/^(and|or|but|also|then|plus|so)$/.test(word)) {
    if (word === "so" && current.length < 2) return false;
    if (word === "or" && /^(only|just)$/.test(words[i + 1] ?? "")) return false;
    const asks = auxiliaries.has(current.find((each) => !fillers.has(each)) ?? "");
    if (word === "or" && asks && imperatives.has(words[i + 1] ?? "")) return false;
    return beginsClause(words, i + 1);
  }
  return current.length >= 2 && beginsQuestion(words, i) && !openers.test(current.join(" "));
}

/** "… the error when did it start": a question word followed by an auxiliary. */
function beginsQuestion(words: string[], i: number): boolean {
  const [word = "", next = ""] = words.slice(i, i + 2);
  if (word === "since" && next === "when") return true;
  if (words[i - 1] === "since" || (words[i - 1] === "and" && whWords.has(word))) return false;
  if (
    /^(and|or|but|so|also|then|for|at|after|until|in|to|from|by|on|with)$/.test(words[i - 1] ?? "")
  )
    return false;
  if (word === "how" && /^(long|many|often|much|far)$/.test(next)) return true;
  if (word === "when" && next === "is") return false;
  return whWords.has(word) && auxiliaries.has(next);
}

function beginsClause(words: string[], from: number): boolean {
  if (/^(only|just)$/.test(words[from] ?? "") && from === 0) return words.length > 1;
  if (/^(please|kindly)$/.test(words[from] ?? "") && from === 0 && words.length > 3) return true;
  let i = from;
  while (i < words.length && fillers.has(words[i] ?? "")) i++;
  const word = words[i] ?? "";
  const next = words[i + 1] ?? "";
  if (whWords.has(word)) return true;
  if (/^(at|on|in|to|from|for|since|until|after|with|by)$/.test(word) && whWords.has(next))
    return true;
  if (auxiliaries.has(word)) return next !== "" && !/^(help|do|suffice|be|work)$/.test(next);
  if (pronouns.has(word)) return word !== "that" && (word !== "your" || words.length - i > 1);
  if (imperatives.has(word))
    return !(word === "name" || word === "phone" || word === "set" || word === "log");
  if (/^(only|just)$/.test(word)) return next !== "";
  return (
    /^(since|anything|any|also|who|else|not|without|sorry|whether|from|for)$/.test(word) &&
    next !== ""
  );
}

export function readClause(words: string[], marked: boolean, sentence: number): Clause {
  let start = 0;
  while (start < words.length - 1 && isFiller(words, start)) start++;
  const core = words.slice(start);
  const text = core.join(" ");
  const { main, side } = splitSide(core);
  const head = isTelling(main, marked) ? null : findHead(main);
  const negated = negatedDirective.test(text) && !isNegatedQuestion(text, marked);
  const force = findForce(main.join(" "), head, marked);
  return { words, main, side, head, force, fragment: isFragment(main), negated, marked, sentence };
}

/** "just restart it" is padded; in "just you?" the word is the question. */
function isFiller(words: string[], i: number): boolean {
  const [word = "", next = ""] = words.slice(i, i + 2);
  if (word === "just" && /^(you|your|yourself)$/.test(next)) return false;
  if (word === "just" && words.length === 2) return imperatives.has(next) && next !== "calls";
  if (word === "good" && next === "luck") return false;
  if (word === "then" && next === "what") return !/^happen/.test(words[i + 2] ?? "");
  if (word === "first") return !/^(time|name|day|happen|notice|start|saw|three|letter)/.test(next);
  if (word === "to") return i > 0 && imperatives.has(next);
  return fillers.has(word);
}

/** "don't you have …?", "why don't you …" ask or suggest; they forbid nothing. */
function isNegatedQuestion(text: string, marked: boolean): boolean {
  if (
    /^(do|does|did|is|are|was|were|have|has|can|could|would|will) not (you|your|it|they|we|the|this|there|any)/.test(
      text,
    )
  )
    return true;
  return marked && /^(you|we) (do|did|have|are|would|can) not/.test(text);
}

function splitSide(words: string[]): { main: string[]; side: string[] } {
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

/** "it happens to people who …", "what happened is this": question words that ask nothing. */
function isTelling(main: string[], marked: boolean): boolean {
  const text = main.join(" ");
  if (marked) return false;
  if (
    /^what (happened|is happening|was happening|(i|we) (did|have done)) (here )?(is|was)\b/.test(
      text,
    )
  )
    return true;
  if (/^what an? [a-z]+/.test(text) && !/^what a (good|suitable) time/.test(text)) return true;
  if (/^(that|this|here) is (what|why|how|where|when|who)\b/.test(text)) return true;
  if (/^(that|this|it) (?!(say|read|show|ask)s )[a-z]+ what\b/.test(text)) return true;
  const i = main.findIndex((word) => whWords.has(word));
  return (
    i > 2 &&
    /^(it|this|that|there|they|he|she|the|those|these|all|both|someone|somebody|everyone|everybody|nobody|my|our|his|her)$/.test(
      main[0] ?? "",
    ) &&
    !openers.test(main.slice(0, i).join(" "))
  );
}

/** "Do you know where …", "did it say what …" ask what follows; "is there Wi-Fi where you sit" doesn't. */
function reports(before: string[]): boolean {
  const text = before
    .join(" ")
    .replace(
      /( (exactly|precisely|please|roughly|again|briefly|just|first|also|quickly|more))+$/,
      "",
    );
  return (
    openers.test(text) ||
    /\b(see|saw|notice|noticed|says?|said|sure|idea|clue|spot|find|work|figure|hear|heard|read|recall|remember|me|us|shows?|state|give|name|think|paste|copy|type|write|to|and|or|from|with|on|in|at|which)$/.test(
      text,
    )
  );
}

/** "Apart from calls is everything fine", "since then have you …": turned about behind an adjunct. */
const adjunct =
  /^(apart from|besides|other than|aside from|except( for)?|in addition to|as for|since|until|till|before|after|at|on|in|with|during|for) ([a-z0-9]+ ){1,4}(is|are|was|were|do|does|did|have|has|can|could) (you|it|your|the|there|everything|anything|everyone|anyone|all|that|this)\b/;

const unitOfTime = /^(second|minute|hour|day|week|month|time)s?$/;

function findHead(main: string[]): Head | null {
  const i = main.findIndex(
    (word, at) =>
      whWords.has(word) &&
      !(word === "which" && main[at + 1] === "is") &&
      !(word === "why" && main[at - 1] === "is"),
  );
  const next = main[i + 1] ?? "";
  if (i > 2 && auxiliaries.has(main[0] ?? "") && !reports(main.slice(0, i))) return "yesno";
  switch (main[i]) {
    case "what":
    case "whats":
    case "which":
      if (main[i] === "which" && !/^(time|day|date|point|moment|hour)$/.test(next)) return "which";
      if (
        next === "point" &&
        /\b(stuck|fails?|stops?|hangs?|breaks?|goes wrong|go wrong)\b/.test(main.join(" "))
      )
        return "where";
      return /^(time|day|date|point|moment|hour)$/.test(next) ? "when" : "what";
    case "how":
      if (next === "long" || (next === "far" && main[i + 2] === "back")) return "howlong";
      if (/^(many|much)$/.test(next))
        return unitOfTime.test(main[i + 2] ?? "") ? "howlong" : "howmany";
      if (next === "often" || next === "frequently") return "howoften";
      return next === "come" ? "why" : "how";
    case "who":
    case "whose":
    case "whom":
      return "who";
    case "when":
    case "where":
    case "why":
      return main[i];
    default:
      if (/^(will|would|can|could|should|shall|may|might|must)$/.test(main[0] ?? ""))
        return imperatives.has(main[1] ?? "") && !/^(call|name|phone|test)$/.test(main[1] ?? "")
          ? null
          : "yesno";
      return auxiliaries.has(main[0] ?? "") || adjunct.test(main.join(" ")) ? "yesno" : null;
  }
}
