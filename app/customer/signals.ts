import type { Clause } from "./clauses";
import { findConcepts, type Lexicon } from "./lexicon";
import { splitWords, stem } from "./words";

const bySound: Record<string, string> = {
  feeling: "empathy",
  regret: "regret",
  noblame: "no_blame",
  thanks: "thanks",
  greet: "greet",
  hold: "hold",
  close: "close",
  fault: "blame",
};

const repeatSympathy =
  /\b(sorry|apolog|understand|frustrat|annoy|appreciate|see (that|you)|know|hear|should not have|shame|unacceptable|not (good|acceptable|ok)|right to be|can imagine|let you down|wasted?|tired|fed up)/;

/**
 * What a message conveys beside its questions: sympathy, thanks, blame, a clear
 * next step. Values count phrases, so that two in one message are two.
 */
export function readSignals(
  normal: string,
  clauses: Clause[],
  lexicon: Lexicon,
): Record<string, number> {
  const signals: Record<string, number> = {};
  const add = (signal: string): void => {
    signals[signal] = (signals[signal] ?? 0) + 1;
  };
  const hits = findConcepts(lexicon, splitWords(normal).map(stem));
  for (const hit of hits) {
    const signal = bySound[hit.concept];
    if (signal !== undefined) add(signal);
  }
  if (hits.some((hit) => hit.concept === "repeatcontact") && repeatSympathy.test(normal))
    add("acknowledge_repeat");
  for (const clause of clauses) if (promisesStep(clause.words.join(" "))) add("next_step");
  if (clauses.some((clause) => clause.force === "state" && /^(i|we)\b/.test(clause.main.join(" "))))
    add("inform");
  if (
    /^(yes|yeah|yep|yup|sure|ok|okay|right|exactly|correct|that one|please do|go ahead|do it|yes please|of course|absolutely|definitely|indeed|affirmative)\b/.test(
      normal,
    )
  )
    add("yes");
  if (/^(no|nope|nah|not that|not really|negative|neither)\b/.test(normal)) add("no");
  if (
    /\b(and the rest|what about (the|my) (other|rest|second|third|last)|other (question|one)s?|you (did not|have not) answer|go on|the rest|and\?|what else did i ask|missed (a|one|my) question|carry on|continue)\b/.test(
      normal,
    )
  )
    add("push");
  return signals;
}

const step =
  /\b(i|we) (will|am going to|are going to|can|would like to|shall) (now |then |just |quickly |first |also |have to |need to )*(reset|send|walk|guide|unlock|clear|remove|set|revoke|fix|sort|enable|wipe|stay|raise|escalate|get you|help you (set|get|move|sign|through)|show|take you|go through|do a|verify|make|arrange|call|test|try|run|start|pass|move|switch|check|look|talk you)|\b(the |my )?next (step|thing|i|we|you|up)\b|\bfirst\b.{3,80}\b(then|after that|next|once)\b|\bonce (you|that|i|we|it)\b.{3,60}\b(i|you|we) (will|can|should)\b|\bafter that\b|\bthen (you|i|we) (will|can|should|need)\b|\bhere is what|\bwhat (happens|we do) next|\bstep by step|\bthe plan\b|\bthen we\b/;

function promisesStep(text: string): boolean {
  return step.test(text) && !/\bnot (going to|able)\b/.test(text);
}
