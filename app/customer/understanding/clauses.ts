import { fillers, openers, pronouns, subordinators, whWords } from "./clause-words";
import { unwrap } from "./courtesies";
import { auxiliaries, imperatives, findForce, isFragment, type Force, type Head } from "./force";
import { findHead, isTelling } from "./heads";
import { splitSide } from "./sides";
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

const negatedDirective =
  /^((please )?(do not|never|no need)\b|(you|we) (do not|need not|must not|should not|would not|will not|can not) (need|have|want|touch|bother|do)?|(i|we) (am|are|do|will|would|can|have) not\b|not (asking|interested|about|now|yet|the)|there is no need|(make|be) (very |absolutely )?(sure|certain|careful) (that )?(you )?(not to|do not|never)|(take care|try|remember|ensure|promise|important|advise|suggest|recommend|it is best|better|best)( that)?( you)? (not to|not|do not|never)\b|(i|we) (am |are |will |would |have to |must |need to |want to |just )*(ask|want|need|like|advise|beg|urge) (that )?you (not to|not|do not|never)|it is not (about|necessary)|no need|never mind|forget (about )?|ignore|skip|leave aside|without|rather than|instead of)/;

/** More than anybody says at once; what stands behind is not heard, or one message would cost a second. */
const mostClauses = 60;

/** Splits a message into clauses, in order; each asks, tells or states one thing. */
export function splitClauses(text: string): Clause[] {
  return splitSentences(unwrap(normalise(text)))
    .flatMap(({ body, marked }, sentence) => {
      const parts = joinLeads(
        splitParts(body).filter((part) => part.some((word) => !fillers.has(word))),
      );
      return parts.map((words, i) => ({
        words,
        marked: marked && i === parts.length - 1,
        sentence,
      }));
    })
    .slice(0, mostClauses)
    .map(({ words, marked, sentence }) => readClause(words, marked, sentence));
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

/**
 * "When it refuses you, with what words does it do that?": a part that only says when, put
 * behind the question or order that it stands before.
 */
function joinLeads(parts: string[][]): string[][] {
  return parts.reduceRight<string[][]>((done, part) => {
    const [next, ...rest] = done;
    if (next === undefined || !saysWhen(part) || !isAddressed(next)) return [part, ...done];
    return [[...next, ...withoutFillers(part)], ...rest];
  }, []);
}

const leading =
  /^(when|once|after|before|if|while|whenever|as soon as) (?!(is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|exactly)\b)|^(around|about|at|by|since|before|after|from|until) the (time|day|moment|minute|point)\b/;

function saysWhen(part: string[]): boolean {
  const words = withoutFillers(part);
  return words.length > 2 && leading.test(words.join(" "));
}

/** An order, or a question that is turned about as questions are. */
function isAddressed(part: string[]): boolean {
  const [first = "", second = "", third = ""] = withoutFillers(part);
  if (imperatives.has(first) || auxiliaries.has(first)) return true;
  if (whWords.has(first)) return auxiliaries.has(second) || auxiliaries.has(third);
  return /^(with|in|at|on|by|to|from|for)$/.test(first) && whWords.has(second);
}

function withoutFillers(part: string[]): string[] {
  const start = part.findIndex((word) => !fillers.has(word));
  return part.slice(Math.max(0, start));
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
    (topic.length <= 3 || related.test(topic.join(" "))) &&
    /^(the|your|this|that)$/.test(topic[0] ?? "") &&
    /\b(it|that|this)\b/.test(spoken)
  );
}

/** "The message it came with, have you got it still?" */
const related =
  /^(the|your|this|that) [a-z]+ (that |which )?(it|you|they|he|she|this) (?!is|was|are|were|has|have|does|do)[a-z]+( [a-z]+)?$/;

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
    const opening = current.slice(0, mostFillers).find((each) => !fillers.has(each));
    const asks = auxiliaries.has(opening ?? "");
    if (/^(or|also)$/.test(word) && asks && imperatives.has(words[i + 1] ?? "")) return false;
    return beginsClause(words, i + 1);
  }
  return (
    current.length >= 2 &&
    beginsQuestion(words, i) &&
    !openers.test(current.join(" ")) &&
    !reporting.test(current.join(" "))
  );
}

/** "Your manager has asked us how often …": somebody else's question, in whose words it stays. */
const reporting =
  /^(your|the|my|our|his|her|they|he|she) .*\b(asked|told|wondered|wonders|wants? to know|wanted to know|mentioned|said|explained|knows?)( us| me| him| her| them)?$/;

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

/** In a row of thousands, each would be looked at from every one before it. */
const mostFillers = 12;

function beginsClause(words: string[], from: number): boolean {
  if (/^(only|just)$/.test(words[from] ?? "") && from === 0) return words.length > 1;
  if (/^(please|kindly)$/.test(words[from] ?? "") && from === 0 && words.length > 3) return true;
  let i = from;
  while (i < from + mostFillers && fillers.has(words[i] ?? "")) i++;
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
  if (word === "then" && next === "what") return !/^happen|^$/.test(words[i + 2] ?? "");
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
