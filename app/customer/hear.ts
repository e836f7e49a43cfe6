import { askFact, findFact, tellDeferred } from "./facts";
import { admitMiss, sayItChangesNothing, sayNothingToTell } from "./fallback";
import { feelCircles, feelManner, settleMood } from "./mood";
import { respond } from "./responders";
import { isRevealed } from "./condition";
import { doDeeds, judgeWords } from "./judge-words";
import { readClaims } from "./understanding/claims";
import { say, type Turn } from "./turn";
import { weigh } from "./classifier/weigh";
import { understand, type Understanding } from "./understanding/understand";
import type { LineKey, Scenario } from "~/scenarios/schema";
import { sayDefault } from "./voice";

/** More answers than this in one go would be a speech. */
const answersPerMessage = 3;

/** The customer takes in a message: tells, does, feels and answers. */
export function hear(turn: Turn, text: string): void {
  const { state, scenario, entry } = turn;
  state.messages += 1;
  const { heard, criticals } = weigh(
    understand(text, scenario, turn.knobs.literacy),
    text,
    scenario,
  );
  const claims = readClaims(text, scenario);
  const said = resolveReply(turn, heard);
  const intents = [
    ...claims.filter((claim) => isAnswered(scenario, claim)),
    ...dropClaimed(claims, said, text),
  ];
  noteHeard(turn, heard, { claims, intents });
  // What a bare "yes" means stands in the customer's question, which the classifier doesn't see.
  const judged =
    heard.content.length === 0 && said.length > 0 ? new Map<string, boolean>() : criticals;
  const ids = new Set([...intents, ...heard.content, ...Object.keys(heard.signals), ...claims]);
  judgeWords(turn, { text, ids, asksSecret: heard.asksSecret, criticals: judged });
  doDeeds(turn, ids);
  answer(turn, dropRemarks(turn, intents, heard), heard.concepts);
  if ("push" in heard.signals && tellDeferred(turn)) entry.matched = true;
  feelManner(turn, heard);
  ramble(turn);
  if (turn.fresh.length === 0 && !turn.underway) replySocially(turn, heard, text);
  else state.misses = 0;
  feelCircles(turn, intents);
  settleMood(turn);
  for (const intent of intents) state.asked[intent] = (state.asked[intent] ?? 0) + 1;
}

/** What was heard, for the debrief, and how often, for conditions. */
function noteHeard(
  turn: Turn,
  heard: Understanding,
  { claims, intents }: { claims: string[]; intents: string[] },
): void {
  const { state, entry } = turn;
  const signals = Object.entries(heard.signals);
  turn.unclear = heard.unclear;
  turn.planned = heard.planned;
  entry.signals = heard.signals;
  entry.jargon = heard.jargon;
  entry.matched = heard.matched || intents.length + claims.length > 0;
  entry.intents = [
    ...new Set([...claims, ...intents]),
    ...(heard.otherOrder ? ["tell_other"] : []),
    ...signals.map(([id]) => id),
    ...(heard.asksSecret ? ["ask_secret"] : []),
  ];
  const jargon = heard.jargon.length > 0 ? ["jargon"] : [];
  for (const [id, n] of [...signals, ...[...claims, ...jargon].map((id) => [id, 1] as const)])
    state.signals[id] = (state.signals[id] ?? 0) + n;
}

/** A bare "yes" or "no" means whatever the customer's own question made of it. */
function resolveReply(turn: Turn, { content, signals, remarks }: Understanding): string[] {
  const { expects } = turn.state;
  turn.state.expects = null;
  if (content.length > 0 || expects === null) return dropAbsorbed(content, remarks);
  const meant = "yes" in signals ? expects.yes : "no" in signals ? expects.no : null;
  return meant === null ? content : [meant];
}

/**
 * "Sign in again and scan the code" is one errand: the general part goes into the
 * precise one. "All set! Sign in again" doesn't ask whether it works, and "tell me"
 * before a question is part of the question.
 */
function dropAbsorbed(intents: string[], remarks: Set<string>): string[] {
  const general = ["tell_signin", "tell_retry"];
  const precise = intents.findIndex(
    (intent) => intent.startsWith("tell_") && !general.includes(intent),
  );
  return intents.filter((intent, i) => {
    const after = intents[i + 1] ?? "";
    if (intent === "check_works" && remarks.has(intent)) return !after.startsWith("tell_");
    if (intent === "tell_pause_it") return !intents.includes("tell_pause_upload");
    if (intent === "tell_report") return !after.startsWith("ask_");
    if (intent === "offer_help" || intent === "off_topic") return intents.length === 1;
    return !general.includes(intent) || i > precise;
  });
}

const aboutNumbers = ["ask_contact_number", "ask_callback", "ask_new_number", "ask_phone"];
const asksOutright = /\b(what|who|how|which|please|give me|tell me)\b/i;

/** To offer a call on the recorded number, or to say what is or was registered, is to ask for none. */
function dropClaimed(claims: string[], intents: string[], text: string): string[] {
  const told = claims.includes("say_data") && !asksOutright.test(text);
  const settled = told || claims.includes("say_recorded_callback") || claims.includes("say_done");
  const dropped = [
    ...(settled || claims.includes("say_data") ? aboutNumbers : []),
    ...(told ? ["ask_identity"] : []),
    ...(claims.includes("say_done") ? ["ask_change", "ask_when", "ask_reason"] : []),
  ];
  return intents.filter((intent) => !dropped.includes(intent));
}

function isAnswered({ actions, checks, answers, facts }: Scenario, intent: string): boolean {
  return (
    [...actions, ...checks, ...answers].some(({ on }) => on.includes(intent)) ||
    facts.some(({ askedBy }) => askedBy.some(({ intents }) => intents.includes(intent)))
  );
}

function answer(turn: Turn, intents: string[], concepts: Set<string>): void {
  let answered = 0;
  for (const intent of dropVaguer(turn, intents)) {
    const asked = findFact(turn, intent);
    if (
      asked !== null &&
      isAfterMending(turn, asked.fact.id, concepts) &&
      respond(turn, "check_works")
    )
      turn.entry.intents.push("check_works");
    else if (asked !== null && !isOldNews(turn, intent, asked.fact.id))
      askFact(turn, intent, asked);
    else if (answered < answersPerMessage && !respond(turn, intent)) answerPlainly(turn, intent);
    answered += 1;
  }
}

/** What was told already, and what stands beside something plain, is only named in passing. */
function dropRemarks(turn: Turn, intents: string[], { remarks }: Understanding): string[] {
  const plain = intents.some((intent) => !remarks.has(intent));
  return intents.filter((intent) => {
    const fact = remarks.has(intent) ? findFact(turn, intent)?.fact : undefined;
    if (fact !== undefined) return !isRevealed(turn.state, fact.id);
    return !remarks.has(intent) || !plain;
  });
}

/** "What do you see now?": what was told is from before something was done about it. */
function isAfterMending({ state }: Turn, fact: string, concepts: Set<string>): boolean {
  const told = state.revealed.find((each) => each.fact === fact);
  if (told === undefined || !concepts.has("now")) return false;
  return [...state.toolUses, ...state.acted].some(({ at }) => at > told.at);
}

/** An instruction that once drew a fact out is, from then on, an instruction. */
function isOldNews({ state }: Turn, intent: string, fact: string): boolean {
  return intent.startsWith("tell_") && isRevealed(state, fact);
}

/** "Anything changed? A new phone?": the precise question is answered, the general one with it. */
function dropVaguer(turn: Turn, intents: string[]): string[] {
  const asked = intents.map((intent) => ({ intent, found: findFact(turn, intent) }));
  const precise = new Set(
    asked.flatMap(({ found }) => (found?.route.denials === 0 ? found.fact.id : [])),
  );
  return asked
    .filter(
      ({ found }) => found === null || found.route.denials === 0 || !precise.has(found.fact.id),
    )
    .map(({ intent }) => intent);
}

/** One whose author gave words for questions only, such as an impostor, does nothing for anybody. */
function obeys({ scenario: { lines } }: Turn): boolean {
  return lines.no_change !== undefined || lines.no_answer === undefined;
}

function answerPlainly(turn: Turn, intent: string): void {
  if (intent === "tell_report") sayDefault(turn, "ack");
  else if (intent === "offer_help") sayDefault(turn, "offered");
  else if (intent === "off_topic") sayDefault(turn, "off_topic");
  else if (intent === "ask_person") sayDefault(turn, "person");
  else if (intent.startsWith("tell_") && obeys(turn)) sayItChangesNothing(turn);
  else sayNothingToTell(turn);
}

/** A talkative customer adds something now and then, each thing once. */
function ramble(turn: Turn): void {
  const { knobs, rng, scenario, state } = turn;
  const left = scenario.customer.asides.filter((aside) => !state.asides.includes(aside));
  const chance = knobs.verbosity < 2 || state.mood < 0 ? 0 : knobs.verbosity * 0.1;
  if (rng.next() >= chance || left.length === 0 || turn.entry.revealed.length === 0) return;
  const aside = rng.pick(left);
  state.asides.push(aside);
  say(turn, [aside], { kind: "social", key: "aside" });
}

/** Nothing in the message wanted an answer: small talk, or it was not understood. */
function replySocially(turn: Turn, heard: Understanding, text: string): void {
  if (!turn.entry.matched) return admitMiss(turn, text, heard);
  turn.state.misses = 0;
  const { signals } = heard;
  const order: [string, LineKey][] = [
    ["blame", "blame"],
    ["not_now", "not_doing"],
    ["handover", "handover"],
    ["close", "goodbye"],
    ["hold", "hold"],
    ["empathy", "empathy"],
    ["no_blame", "empathy"],
    ["reassure", "empathy"],
    ["next_step", "ack"],
    ["inform", "ack"],
    ["thanks", "thanks"],
    ["greet", "greet"],
  ];
  const own = Object.keys(signals).find((signal) => isAnswered(turn.scenario, signal));
  if (own !== undefined && respond(turn, own)) return;
  const found = order.find(([signal]) => signal in signals);
  sayDefault(turn, found?.[1] ?? "ack");
}
