import { z } from "zod";
import { knobsAt, type Knobs } from "~/scenarios/persona";
import type { Lines } from "~/scenarios/reaction";
import type { Fact, Scenario } from "~/scenarios/schema";
import { isRevealed } from "../condition";
import type { CustomerState, PlannedLine } from "../state";

/**
 * All that a language model is ever given, and the only type that the prompt is made from.
 * What isn't a field here can't be sent: no world, no facts that weren't told, no root
 * cause, success or rubric.
 */
export const wordingBrief = z.strictObject({
  persona: z.strictObject({ name: z.string(), role: z.string(), manner: z.array(z.string()) }),
  mood: z.string(),
  /** The last messages, oldest first. The admin tools' lines are no part: customers don't see them. */
  conversation: z.array(z.strictObject({ by: z.enum(["support", "customer"]), text: z.string() })),
  /** The facts that these lines tell, in the customer's own short words. */
  facts: z.array(z.string()),
  lines: z.array(z.string()).min(1),
});
export type WordingBrief = z.infer<typeof wordingBrief>;

/** What the lines of a reply allow to be sent, without the conversation. */
export function composeBrief(
  scenario: Scenario,
  state: CustomerState,
  lines: readonly PlannedLine[],
): Omit<WordingBrief, "conversation"> {
  const { name, role } = scenario.customer;
  const manner = describeManner(knobsAt(scenario.customer, state.level));
  return {
    persona: { name, role, manner },
    mood: moods[state.mood + 3] ?? "calm",
    facts: toldFacts(scenario, state, lines).map(({ again }) => firstOf(again)),
    lines: lines.map(({ text }) => text),
  };
}

const moods = ["furious", "angry", "annoyed", "calm", "relieved", "friendly"];

/** A line about a fact that was dodged or denied has its key too, and tells nothing. */
function toldFacts(
  scenario: Scenario,
  state: CustomerState,
  lines: readonly PlannedLine[],
): Fact[] {
  return scenario.facts.filter(
    ({ id }) => isRevealed(state, id) && lines.some(({ key }) => key === id),
  );
}

/** The first variant, without the second message that a line break would make. */
function firstOf(lines: Lines): string {
  const variants = Array.isArray(lines) ? lines : lines.calm;
  return (variants[0] ?? "").replaceAll("\n", " ");
}

function describeManner({ literacy, verbosity, politeness }: Knobs): string[] {
  return [
    [
      "knows no computer terms",
      "knows few computer terms",
      "uses computers daily",
      "is at home with computers",
    ][literacy],
    [
      "writes as little as possible",
      "writes short sentences",
      "writes in full sentences",
      "is chatty",
    ][verbosity],
    ["is blunt", "is matter-of-fact", "is polite", "is formal and very polite"][politeness],
  ].filter((each) => each !== undefined);
}
