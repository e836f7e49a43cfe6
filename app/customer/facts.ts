import type { Fact, Route } from "~/scenarios/schema";
import { holds, isRevealed } from "./condition";
import { changeMood, say, setWorld, type Turn } from "./turn";
import { sayDefault } from "./voice";

/** More would be an interview, and nobody answers three questions at once. */
const factsPerMessage = 2;

/** The fact that an intent asks for: one not told yet before one already told. */
export function findFact(turn: Turn, intent: string): { fact: Fact; route: Route } | null {
  const asked = turn.scenario.facts.flatMap((fact) => {
    const route = fact.askedBy.find(({ intents }) => intents.includes(intent));
    return route === undefined ? [] : [{ fact, route }];
  });
  return asked.find(({ fact }) => !isRevealed(turn.state, fact.id)) ?? asked[0] ?? null;
}

/** The customer is asked for a fact and tells, dodges, denies or repeats it. */
export function askFact(
  turn: Turn,
  intent: string,
  { fact, route }: { fact: Fact; route: Route },
): void {
  if (isRevealed(turn.state, fact.id)) return repeatFact(turn, intent, fact);
  const refusal = findRefusal(turn, intent, fact, route);
  if (refusal === null) return revealFact(turn, fact);
  turn.entry.refused[fact.id] = refusal;
  switch (refusal) {
    case "jargon":
      return sayDefault(turn, "jargon", { kind: "answer", key: fact.id });
    case "denied":
      count(turn.state.denied, fact.id);
      return say(turn, route.deny ?? fact.dodge ?? fact.again, { kind: "answer", key: fact.id });
    case "dodged":
      count(turn.state.dodged, fact.id);
      return say(turn, fact.dodge ?? route.deflect ?? fact.again, { kind: "answer", key: fact.id });
    case "deflected":
      return say(turn, route.deflect ?? fact.dodge ?? fact.again, { kind: "answer", key: fact.id });
    case "deferred":
      if (!turn.state.deferred.includes(fact.id)) turn.state.deferred.push(fact.id);
  }
}

type Refusal = "jargon" | "denied" | "deflected" | "dodged" | "deferred";

function findRefusal(turn: Turn, intent: string, fact: Fact, route: Route): Refusal | null {
  const { state, entry, knobs } = turn;
  if (fact.plainWordsOnly && turn.unclear.has(intent)) return "jargon";
  if ((state.denied[fact.id] ?? 0) < route.denials) return "denied";
  if (!holds(route.requires, state)) return "deflected";
  const mood = state.mood <= -2 ? 1 : 0;
  const dodges = fact.reluctance === 0 ? 0 : fact.reluctance - knobs.disclosure + mood;
  if ((state.dodged[fact.id] ?? 0) < dodges) return "dodged";
  return entry.revealed.length >= factsPerMessage ? "deferred" : null;
}

export function revealFact(turn: Turn, fact: Fact): void {
  turn.entry.revealed.push(fact.id);
  const hazy = fact.vague !== undefined && turn.knobs.recall <= 1;
  turn.state.revealed.push({
    ...{ fact: fact.id, seq: turn.seq ?? 0, at: turn.at },
    ...(hazy ? { exactly: null } : {}),
  });
  turn.state.deferred = turn.state.deferred.filter((id) => id !== fact.id);
  setWorld(turn, fact.sets);
  say(turn, hazy ? (fact.vague ?? fact.say) : fact.say, { kind: "fact", key: fact.id });
}

/**
 * Asked again: an answer that is still being typed is simply said, one that was vague is
 * thought about; else it grates.
 */
function repeatFact(turn: Turn, intent: string, fact: Fact): void {
  if (turn.entry.revealed.includes(fact.id)) return;
  if (turn.state.agenda.some((line) => line.key === fact.id)) {
    turn.underway = true;
    return;
  }
  const told = turn.state.revealed.find((each) => each.fact === fact.id);
  if (told?.exactly === null) {
    told.exactly = turn.seq;
    return say(turn, fact.say, { kind: "fact", key: fact.id });
  }
  const sameQuestion = (turn.state.asked[intent] ?? 0) > 0;
  if (!sameQuestion) return say(turn, fact.again, { kind: "answer", key: fact.id });
  turn.entry.repeated.push(fact.id);
  if (!turn.moodReasons.includes("repeat")) changeMood(turn, -1, "repeat");
  say(turn, fact.again, { kind: "answer", key: fact.id, prefix: sayPrefix(turn) });
}

function sayPrefix(turn: Turn): string {
  const own = turn.scenario.lines.repeat;
  return turn.rng.pick(Array.isArray(own) ? own : (own?.calm ?? ["Like I said,"]));
}

/** Pushed for the rest: at most two of the answers that were held back. */
export function tellDeferred(turn: Turn): boolean {
  const waiting = turn.state.deferred.slice(0, factsPerMessage - turn.entry.revealed.length);
  for (const id of waiting) {
    const fact = turn.scenario.facts.find((each) => each.id === id);
    if (fact !== undefined) revealFact(turn, fact);
  }
  return waiting.length > 0;
}

function count(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
