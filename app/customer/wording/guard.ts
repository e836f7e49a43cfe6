import type { Lines } from "~/scenarios/reaction";
import type { Scenario } from "~/scenarios/schema";
import { isRevealed } from "../condition";
import type { CustomerState, PlannedLine } from "../state";
import type { WordingBrief } from "./brief";
import { products } from "./common-words";
import { isDisguised, joinedStems, withoutAccents } from "./disguise";
import type { Refusal } from "./refusal";
import {
  contentOf,
  inOrder,
  isCommon,
  namesOf,
  numbersOf,
  ordinals,
  phrasesOf,
  quotedContent,
  stem,
  wordsOf,
} from "./tokens";

export type GuardedLine = Pick<PlannedLine, "kind" | "text">;

/** What the guard knows and the model doesn't. Never leaves the process. */
export type GuardKnowledge = {
  /** The scripted lines, in the order of the brief. */
  lines: readonly GuardedLine[];
  /** Stems of what the customer hasn't told yet. */
  undisclosed: ReadonlySet<string>;
  /** The same by word order, since "only me, the others are fine" has no word that isn't everybody's. */
  phrases: ReadonlySet<string>;
};

/** Words of facts not told and of the root cause that no told fact has. */
export function composeKnowledge(
  scenario: Scenario,
  state: CustomerState,
  lines: readonly GuardedLine[],
): GuardKnowledge {
  const [told, untold] = [true, false].map((which) =>
    scenario.facts.filter(({ id }) => isRevealed(state, id) === which),
  );
  const hidden = [
    scenario.debrief.rootCause,
    ...(untold ?? []).flatMap(({ label, say, vague, again }) => [
      label,
      ...[say, vague ?? [], again].flatMap(allOf),
    ]),
  ].join("\n");
  const known = contentOf(
    (told ?? []).flatMap(({ say, again }) => [say, again].flatMap(allOf)).join("\n"),
  );
  return {
    lines: lines.map(({ kind, text }) => ({ kind, text })),
    undisclosed: new Set([...contentOf(hidden)].filter((word) => !known.has(word))),
    phrases: phrasesOf(hidden),
  };
}

function allOf(lines: Lines): string[] {
  if (Array.isArray(lines)) return lines;
  return [...lines.calm, ...(lines.warm ?? []), ...(lines.cross ?? [])];
}

type Judged = {
  answer: string;
  line: GuardedLine;
  /** Stems of what the customer may say: these lines, what they tell, what was said before. */
  own: ReadonlySet<string>;
  /** The same and what support has written: a name or number may be taken from there. */
  heard: { words: ReadonlySet<string>; numbers: ReadonlySet<string> };
  /** The customer's words as they stand, and in their order. */
  ownWords: string;
  ownText: string;
  knowledge: GuardKnowledge;
};

/** Why these answers can't be said, or null. Refuses too much rather than too little: the scripted line is always there. */
export function findRefusal(
  answers: readonly string[],
  brief: WordingBrief,
  knowledge: GuardKnowledge,
): Refusal | null {
  if (answers.every((answer) => answer.trim() === "")) return "empty";
  const { lines } = knowledge;
  if (answers.length !== lines.length) return "lines";
  const { name, role } = brief.persona;
  const customers = brief.conversation.filter(({ by }) => by === "customer");
  const own = [
    name,
    role,
    ...brief.facts,
    ...brief.lines,
    ...customers.map(({ text }) => text),
  ].join("\n");
  const all = [own, ...brief.conversation.map(({ text }) => text)].join("\n");
  const heard = {
    words: new Set(wordsOf(all).flatMap((word) => [word, stem(word)])),
    numbers: numbersOf(all, ordinals),
  };
  for (const [i, line] of lines.entries()) {
    const words = { own: contentOf(own), ownWords: own, ownText: inOrder(own), heard };
    const judged = { answer: answers[i] ?? "", line, knowledge, ...words };
    const found = rules.find(([, breaks]) => breaks(judged));
    if (found !== undefined) return found[0];
  }
  return null;
}

/** In the order in which they are tried. */
const rules: readonly [Refusal, (judged: Judged) => boolean][] = [
  ["empty", ({ answer }) => !/[\p{L}\p{N}]/u.test(answer)],
  ["too_long", ({ answer, line }) => answer.length > line.text.length * 1.7 + 50],
  ["markup", isMarkedUp],
  ["markup", ({ answer, ownWords }) => isDisguised(answer, ownWords)],
  ["ai_talk", (judged) => holdsNew(judged, aiTalk)],
  ["advice", (judged) => holdsNew(judged, advice)],
  [
    "number",
    ({ answer, heard }) =>
      [...numbersOf(answer, ordinals)].some((each) => !heard.numbers.has(each)),
  ],
  ["name", namesSomethingNew],
  ["undisclosed", tellsTooMuch],
  ["claim", (judged) => holdsNew(judged, claims)],
  ["invented", inventsTooMuch],
  ["lost", losesSomething],
];

/** Whether the answer holds one of these that its line doesn't. */
function holdsNew({ answer, line }: Judged, pattern: RegExp): boolean {
  const found = answer.replaceAll("’", "'").toLowerCase().match(pattern) ?? [];
  const scripted = line.text.replaceAll("’", "'").toLowerCase();
  return found.some((each) => !scripted.includes(each));
}

const aiTalk =
  /\b(an? )?(ai|llm|a\.i\.)\b|\blanguage model|\bchat ?bot|\b(virtual|ai|digital) assistant|\bas an assistant|\bopenai|\bchatgpt|\bprompts?\b|\binstructions?\b|\bguidelines\b|\bprogramm(ed|ing)\b|\btraining data|\brole-?play|\bin character\b|\bpersona\b|\bscenario\b|\bsimulat\w+|\bscripted?\b|\breword\w*|\brephras\w+|\bfictional\b|\bjson\b|\ba i\b|\bi('m| am) (unable|not able) to (assist|help|comply|share)|\bi can('t|not) (assist|comply|help with)|\bhere (is|are) (the|your|my) (line|reword|answer|version)/g;

const advice =
  /\byou (should|could try|might want|ought|can try|need to|have to)\b|\btry (to|[a-z]+ing)\b|\bhave you (tried|considered)\b|\b(i|we)('d| would)? (suggest|recommend|advise)\b|\bmake sure\b|\bbe sure to\b|\bhow (can|may) i (help|assist)|\b(can|may) i (help|assist) you|\b(happy|glad) to (help|assist)|\blet me (help|assist|check|walk)|\bi('ll| will| can) (help|assist) you|\banything else i can|\bstep (1|one)\b|\bgo to (the )?settings\b|\bplease (restart|reset|check|click|open|install|update|contact)\b/g;

/** An outcome is the engine's to tell: these words may only come from the line. */
const claims =
  /\b(it|that|everything|all)('s| is| has| was)?( now| all| been)* (works?|working|worked|fixed|sorted|solved|resolved|back|done)\b|\bworks\b|\bworking\b|\bworked\b|\bfixed\b|\bsorted\b|\bsolved\b|\bresolved\b|\bi('m| am) (back )?in\b|\b(got|let me|logged|signed) (back )?in\b|\bdone\b|\bfinished\b|\bcompleted?\b|\bsucceeded\b|\bsuccess(ful|fully)?\b|\bdifferent\b|\bchanged\b/g;

function isMarkedUp({ answer, line }: Judged): boolean {
  if (/[\n\r\t\p{Cc}]/u.test(answer) || !answer.isWellFormed()) return true;
  if (/[*_`~#<>{}[\]|\\]|https?:|www\.|^\s*[-•]\s/u.test(answer)) return true;
  if (/^[\p{L} ]{2,20}: /u.test(answer) && !line.text.includes(":")) return true;
  const pictures = /\p{Extended_Pictographic}/u;
  return pictures.test(answer) || (answer.includes("(") && !line.text.includes("("));
}

/** A word at a sentence's start tells nothing by its capital unless it looks like no verb or adverb. */
function namesSomethingNew({ answer, heard }: Judged): boolean {
  const known = (word: string): boolean => heard.words.has(word) || heard.words.has(stem(word));
  if (wordsOf(answer).some((word) => products.has(word) && !known(word))) return true;
  return namesOf(answer).some(
    ({ word, opensSentence }) =>
      !known(word) && !isCommon(word) && !(opensSentence && /(ing|ed|ly)$/.test(word)),
  );
}

function tellsTooMuch({ answer, own, ownText, knowledge }: Judged): boolean {
  const { undisclosed, phrases } = knowledge;
  const hidden = (word: string): boolean => undisclosed.has(word) && !own.has(word);
  const content = [...contentOf(withoutAccents(answer))];
  if (content.some(hidden) || [...joinedStems(answer)].some(hidden)) return true;
  if (content.some((word) => !own.has(word) && holdsOneOf(word, undisclosed, own))) return true;
  const said = inOrder(answer);
  return [...phrases].some((phrase) => said.includes(phrase) && !ownText.includes(phrase));
}

const shortestInside = 6;

/** "mytablets": a word that isn't the customer's with one inside that wasn't told. */
function holdsOneOf(word: string, undisclosed: ReadonlySet<string>, own: ReadonlySet<string>) {
  return [...undisclosed].some(
    (each) => each.length >= shortestInside && word.includes(each) && !own.has(each),
  );
}

function inventsTooMuch({ answer, own }: Judged): boolean {
  const content = [...contentOf(answer)];
  const fresh = content.filter((word) => !own.has(word));
  return fresh.length > Math.max(2, content.length / 3);
}

/** Numbers, quotations, names, a no and a question must survive; of what a fact or an outcome says, half the words. */
function losesSomething({ answer, line }: Judged): boolean {
  const kept = contentOf(answer);
  const lacks = (words: Iterable<string>): boolean => [...words].some((word) => !kept.has(word));
  const [said, had] = [numbersOf(answer), numbersOf(line.text)];
  if ([...had].some((each) => !said.has(each))) return true;
  if (lacks(quotedContent(line.text))) return true;
  if (line.kind !== "social" && isNegative(answer) !== isNegative(line.text)) return true;
  if (line.text.endsWith("?") && !answer.includes("?")) return true;
  if (line.kind !== "fact" && line.kind !== "outcome") return false;
  const names = namesOf(line.text).filter(({ opensSentence }) => !opensSentence);
  if (lacks(names.filter(({ word }) => !isCommon(word)).map(({ word }) => stem(word)))) return true;
  const content = [...contentOf(line.text)];
  return content.filter((word) => kept.has(word)).length < content.length / 2;
}

const negative = /\b(no|not|never|none|nothing|nobody|neither|nor|without|cannot|nope)\b|n't\b/;

function isNegative(text: string): boolean {
  return negative.test(text.replaceAll("’", "'").toLowerCase());
}
