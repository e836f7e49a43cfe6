import { acknowledgesRepeat, isCanned } from "./acknowledge";
import type { Clause } from "./clauses";
import { countAccusations, countAcquittals } from "./judging";
import { findConcepts, type Lexicon } from "./lexicon";
import { askedWait } from "./waits";
import { splitWords, stem } from "./words";

const byConcept: Record<string, string> = {
  feeling: "empathy",
  regret: "regret",
  thanks: "thanks",
  greet: "greet",
  hold: "hold",
  close: "close",
};

/** Everything that a message can convey so; the scenario check knows no others. */
export const signalNames: readonly string[] = [
  ...new Set(Object.values(byConcept)),
  ...["acknowledge_repeat", "canned", "next_step", "inform", "not_now", "handover"],
  ...["blame", "no_blame", "yes", "no", "push"],
];

const step =
  /\b(i|we) (will|am going to|are going to|can|would like to|shall) (now |then |just |quickly |first |also |have to |need to )*(reset|send|walk|guide|unlock|clear|remove|set|revoke|fix|sort|enable|wipe|stay|raise|escalate|get you|help you (set|get|move|sign|through)|show|take you|go through|do a|verify|make|arrange|call|test|try|run|start|pass|move|wipe|pause|stop|delete|update|free|cut|put|switch|check|look|talk you)|\b(the |my )?next (step|thing|i|we|you|up)\b|\bfirst\b.{3,80}\b(then|after that|next|once)\b|\bonce (you|that|i|we|it)\b.{3,60}\b(i|you|we) (will|can|should)\b|\bafter that\b|\bthen (you|i|we) (will|can|should|need)\b|\bhere is what|\bwhat (happens|we do) next|\bstep by step|\bthe plan\b|\bthen we\b|\blet us (get (you|your|this|that|everything)|sort|fix|take care|make sure)\b|\b[a-z]+ing (it|that|this|the [a-z]+)?\s?now\b.{0,20}\bthen\b/;

/** Verbs of taking in what somebody goes through; what is at stake must stand beside them. */
const takesIn =
  /\b(i|we) (can |do |will |totally |completely |fully |really |absolutely |certainly )*(see|know|understand|realise|realize|appreciate|get|hear|gather|imagine|am aware|notice)\b/;
const sympathy =
  /\b(sorry|apologies|apologi[sz]e) (that )?(you|this|it|your)\b|\b(that|this|it) (can|could|must|does|did|is|was|will|would) not (have been |be |been |feel |sound |exactly |very |really |so |too )*(easy|pleasant|nice|fun|ideal|great|good|comfortable|funny|much fun|the best|a good|what you)\b|^((oh|ah) (dear|no|goodness|gosh)|ouch|yikes|dear me|poor you|poor thing|you poor|(oh )?what a (day|morning|start|shame|pain|nuisance|nightmare|pity))\b(?! (problem|worries|idea|need|trouble|one|you))/;

const handover =
  /\b(get|fetch|call|ask|bring in|find|through to|over to|(transfer|pass|hand|escalate|put|connect) [a-z ]{0,20}to|speak to|talk to) (you )?(my|a|the|our) (line )?(manager|supervisor|team lead|team leader|boss|lead|shift lead)\b|\b(my|our|the) (line )?(manager|supervisor|team lead|team leader|boss) (will|can|is going to) (call|ring|contact|take over|join|speak|get back|be with)/;
const yes =
  /^(yes|yeah|yep|yup|sure|ok|okay|right|exactly|correct|that one|please do|go ahead|do it|of course|absolutely|definitely|indeed|affirmative)\b/;
const murmurs = new Set(
  "hm hmm hmmm mhm mm mmm ah oh aha ok okay right alright i see got it done noted understood good great fine perfect sure well interesting makes sense that is explains helps thanks now there so lovely cool super".split(
    " ",
  ),
);
const no = /^(no|nope|nah|not that|not really|negative|neither)\b/;
const push =
  /\b(and the rest|what about (the|my) (other|rest|second|third|last)|other (question|one)s?|you (did not|have not) answer|the rest of (it|my)|and the other|what else did i ask|missed (a|one|my) question)\b|^(go on|carry on|continue|and)$/;

/**
 * What a message conveys beside its questions: sympathy, thanks, blame, a clear
 * next step. Values count phrases, so that two in one message are two.
 */
export function readSignals(
  normal: string,
  clauses: Clause[],
  lexicon: Lexicon,
): Record<string, number> {
  const hits = findConcepts(lexicon, splitWords(normal).map(stem)).map(({ concept }) => concept);
  const plain = splitWords(normal).join(" ");
  const sentences = normal.split(/[.?!;\n]+| - /).map((each) => splitWords(each).join(" "));
  const found = [
    ...hits.flatMap((concept) => byConcept[concept] ?? []),
    ...(acknowledgesRepeat(normal) ? ["acknowledge_repeat"] : []),
    ...(isCanned(normal) ? ["canned"] : []),
    ...times("no_blame", countAcquittals(normal)),
    ...times("blame", countAccusations(normal)),
    ...(hits.includes("reassure") ? ["reassure"] : []),
    ...(hits.includes("feeling") || !sentences.some((each) => sympathises(each, lexicon))
      ? []
      : ["empathy"]),
    ...([...sentences, ...clauses.map(({ words }) => words.join(" "))].some(promisesStep)
      ? ["next_step"]
      : []),
    ...(askedWait(normal) > 0 && !hits.includes("hold") ? ["hold"] : []),
    ...(clauses.some(isStatement) || isMurmur(plain) ? ["inform"] : []),
    ...(clauses.some(({ negated, force }) => negated && force === "tell") ? ["not_now"] : []),
    ...(handover.test(normal) ? ["handover"] : []),
    ...(yes.test(normal) ? ["yes"] : []),
    ...(no.test(normal) ? ["no"] : []),
    ...(push.test(plain) ? ["push"] : []),
  ];
  return countEach(found);
}

function sympathises(sentence: string, lexicon: Lexicon): boolean {
  if (sympathy.test(sentence)) return true;
  if (!takesIn.test(sentence)) return false;
  return findConcepts(lexicon, splitWords(sentence).map(stem)).some(
    ({ concept }) => concept === "stakes" || concept === "urgency",
  );
}

/** "I'm looking", "that will be it": said, and nothing to answer. */
function isStatement({ force, main, marked }: Clause): boolean {
  return force === "state" && !marked && /^(i|we|it|that|this|there|my|our)$/.test(main[0] ?? "");
}

/** "hmm", "ok, got it": heard, and nothing to answer. */
function isMurmur(plain: string): boolean {
  const words = plain.split(" ").filter(Boolean);
  return words.length > 0 && words.length <= 6 && words.every((word) => murmurs.has(word));
}

function promisesStep(text: string): boolean {
  const own = text.replace(/\b(so|that|until|before|while) (that )?(i|we) (can|could)\b.*/, "");
  if (/^(so |and |ok |okay |then )*(did|do|does|have|has|what|was|were|is|are)\b/.test(own))
    return false;
  return step.test(own) && !/\bnot (going to|able)\b/.test(own);
}

function times(name: string, count: number): string[] {
  return Array.from({ length: count }, () => name);
}

function countEach(names: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
