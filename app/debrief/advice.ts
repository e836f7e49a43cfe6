import type { CustomerState, HistoryEntry } from "~/customer/state";
import type { Scenario } from "~/scenarios/schema";
import { wordsFor } from "./closing-criteria";
import { nameOf, quote, vagueAt } from "./evidence";
import type { ScoringInput } from "./score";
import { longestWaitDue, waitBefore } from "./times";

type ToolUse = CustomerState["toolUses"][number];

/** More than this at one message is a lecture. */
const mostAtOnce = 3;

/** What would have done better in a message's place: a line to say, in quotation marks, or what to do. */
export function adviseMessage(input: ScoringInput, entry: HistoryEntry, idle: boolean): string[] {
  const asked = Object.keys(entry.refused);
  return firstOf([
    ...entry.critical.map((id) => insteadOf(input, id)),
    ...[...asked, ...vagueAt(input, entry.seq)].map((fact) => exampleOf(input, fact)),
    ...plainWords(entry),
    ...knownAlready(input, entry),
    ...whereItHurt(input, entry.seq),
    ...(idle || !entry.matched ? nextQuestion(input, entry.seq) : []),
    ...(lateness(input, entry).length > 0 ? [inTime(input)] : []),
  ]);
}

/** What would have done better than using a tool here. */
export function adviseTool(input: ScoringInput, { tool, critical, seq }: ToolUse): string[] {
  const detours = input.scenario.rubric.flatMap((each) =>
    each.kind === "avoid" && each.tools.includes(tool) ? [each.better] : [],
  );
  const advice = [...critical.map((id) => insteadOf(input, id)), ...detours];
  return firstOf(advice.length > 0 ? advice : nextQuestion(input, seq));
}

function firstOf(advice: string[]): string[] {
  return [...new Set(advice)].slice(0, mostAtOnce);
}

function insteadOf({ scenario }: ScoringInput, id: string): string {
  const rule = scenario.critical.find((each) => each.id === id);
  return rule?.better ?? "Nothing that the desk does needs a password or a code.";
}

function exampleOf({ scenario }: ScoringInput, fact: string): string {
  return quote(scenario.facts.find(({ id }) => id === fact)?.example ?? fact);
}

function plainWords({ jargon }: HistoryEntry): string[] {
  if (jargon.length === 0) return [];
  return [
    `Say it without ${jargon.map(quote).join(", ")}: name what the customer can see or click.`,
  ];
}

function knownAlready(input: ScoringInput, { repeated }: HistoryEntry): string[] {
  return repeated.flatMap((fact) => {
    const known = input.state.revealed.find((each) => each.fact === fact);
    if (known === undefined) return [];
    return [`You had this since message ${known.seq}: ${nameOf(input, "fact", fact)}.`];
  });
}

const kinder: Record<string, string> = {
  blame: "Ask what happened, not who did it.",
  circles: "Sum up what you know, then say what you will do next.",
};

function whereItHurt({ state }: ScoringInput, seq: number): string[] {
  const reasons = state.moods.filter((each) => each.seq === seq).flatMap((each) => each.reasons);
  return reasons.flatMap((reason) => kinder[reason] ?? []);
}

/** The first thing in the scenario's order that was not known yet then. */
function nextQuestion({ scenario, state }: ScoringInput, seq: number): string[] {
  const known = new Set(state.revealed.filter((each) => each.seq <= seq).map(({ fact }) => fact));
  const next = scenario.facts.find(({ id }) => !known.has(id));
  return next === undefined ? [] : [quote(next.example)];
}

/** Manners and murmurs: what alone asks and does nothing. */
const small = new Set(["greet", "thanks", "inform", "yes", "no"]);

export function isIdle({
  matched,
  intents,
  signals,
  refused,
  repeated,
  actions,
}: HistoryEntry): boolean {
  return (
    matched &&
    [...intents, ...Object.keys(signals)].every((each) => small.has(each)) &&
    Object.keys(refused).length + repeated.length + actions.length === 0
  );
}

/** Says so when the customer had waited too long for this message. */
export function lateness(input: ScoringInput, { seq }: HistoryEntry): string[] {
  const due = dueBefore(input, seq);
  const waited = waitBefore(input, seq);
  if (due === null || waited <= due) return [];
  return [`Kept waiting for it: ${wordsFor(waited)}, and ${wordsFor(due)} is the most`];
}

function dueBefore({ scenario, state }: ScoringInput, seq: number): number | null {
  const isFirst = state.history[0]?.seq === seq;
  return isFirst ? scenario.ticket.sla.firstResponseSeconds : longestWaitDue(scenario);
}

function inTime({ scenario }: { scenario: Scenario }): string {
  const own = scenario.rubric.find(({ kind }) => kind === "times");
  return own?.better ?? "A line such as “one moment, I'm checking” keeps the customer with you.";
}
