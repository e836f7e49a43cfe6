import type { Fact } from "~/scenarios/schema";
import { askRules } from "./understanding/ask-rules";
import { isRevealed } from "./condition";
import { say, type Turn } from "./turn";
import type { Understanding } from "./understanding/understand";
import { sayDefault } from "./voice";

/**
 * Not understood: ask to rephrase, then guess the likeliest topic, then offer
 * some. Costs neither score nor mood; the wording is kept for the authors.
 */
export function admitMiss(turn: Turn, text: string, heard: Understanding): void {
  const { concepts } = heard;
  const { state } = turn;
  if (heard.otherOrder) return obeyAnyway(turn, text);
  state.misses += 1;
  state.missed.push({ seq: turn.seq ?? 0, text });
  const topics = openTopics(turn);
  if (state.misses === 1)
    return sayDefault(turn, concepts.has("offtopic") ? "off_topic" : "rephrase");
  const guess = guessTopic(topics, concepts);
  if (state.misses === 2 && guess !== undefined) {
    state.expects = { yes: guess.askedBy[0]?.intents[0] ?? null, no: null };
    return sayDefault(
      turn,
      "did_you_mean",
      { kind: "social", key: "did_you_mean" },
      { topic: guess.topic ?? "" },
    );
  }
  if (state.misses === 2 || topics.length === 0) return sayDefault(turn, "rephrase");
  state.misses = 0;
  const names = topics.slice(0, 3).map((fact) => fact.topic ?? "");
  sayDefault(
    turn,
    "offer_topics",
    { kind: "social", key: "offer_topics" },
    { topics: joinList(names) },
  );
}

/**
 * An order that no rule knows: someone unversed asks how, the next time and
 * anyone else does it, and nothing comes of it.
 */
function obeyAnyway(turn: Turn, text: string): void {
  const { state } = turn;
  state.missed.push({ seq: turn.seq ?? 0, text });
  const before = state.asked["tell_other"] ?? 0;
  state.asked["tell_other"] = before + 1;
  if (turn.knobs.literacy <= 1 && before % 2 === 0 && !isSolved(turn)) sayDefault(turn, "how_to");
  else sayItChangesNothing(turn);
}

function isSolved({ state, scenario }: Turn): boolean {
  return Object.entries(scenario.success).every(([key, value]) => state.world[key] === value);
}

/** To an order that was understood and that the scenario has no reaction to. */
export function sayItChangesNothing(turn: Turn): void {
  sayDefault(turn, isSolved(turn) ? "ack" : "no_change");
}

/** Only what may be suggested: facts with a topic, asked plainly, not yet told. */
function openTopics({ scenario, state }: Turn): Fact[] {
  return scenario.facts.filter((fact) => fact.topic !== undefined && !isRevealed(state, fact.id));
}

function guessTopic(topics: Fact[], concepts: Set<string>): Fact | undefined {
  const scored = topics.map((fact) => {
    const intents = fact.askedBy.flatMap((route) => route.intents);
    const related = new Set(
      askRules
        .filter((rule) => intents.includes(rule.intent))
        .flatMap((rule) => rule.needs.flatMap((need) => need.split("|"))),
    );
    return { fact, score: [...concepts].filter((concept) => related.has(concept)).length };
  });
  return scored.reduce(
    (best, each) => (each.score > best.score ? each : best),
    scored[0] ?? { fact: undefined, score: 0 },
  ).fact;
}

function joinList(names: string[]): string {
  return names.length < 2
    ? names.join("")
    : `${names.slice(0, -1).join(", ")} or ${names.at(-1) ?? ""}`;
}

export function sayNothingToTell(turn: Turn): void {
  say(turn, turn.scenario.lines.no_answer ?? ["I really couldn't tell you.", "No idea, sorry."], {
    kind: "answer",
    key: "no_answer",
  });
}
