import { initialState } from "~/customer/initial-state";
import type { CustomerState } from "~/customer/state";
import type { WordingBrief } from "~/customer/wording/brief";
import { composeKnowledge, findRefusal, type GuardedLine } from "~/customer/wording/guard";
import type { Lines } from "~/scenarios/reaction";
import type { Scenario } from "~/scenarios/schema";
import { readScenario } from "./talk";

const mfa = readScenario("mfa-new-phone");

/** What the guard says to these answers to these lines, when the customer has told these facts. */
export function judge(
  answers: string[],
  scripted: (string | GuardedLine)[],
  {
    scenario = mfa,
    told = [],
    support = "",
  }: { scenario?: Scenario; told?: string[]; support?: string } = {},
) {
  const lines = scripted.map((line) =>
    typeof line === "string" ? { kind: "social" as const, text: line } : line,
  );
  const state: CustomerState = {
    ...initialState(scenario, { seed: 1, level: 2 }),
    revealed: told.map((fact) => ({ fact, seq: 1, at: 1 })),
  };
  const brief: WordingBrief = {
    persona: { name: scenario.customer.name, role: scenario.customer.role, manner: [] },
    mood: "calm",
    conversation: support === "" ? [] : [{ by: "support", text: support }],
    facts: [],
    lines: lines.map(({ text }) => text),
  };
  return findRefusal(answers, brief, composeKnowledge(scenario, state, lines));
}

export const fact = (text: string): GuardedLine => ({ kind: "fact", text });

/** All variants of a line, whatever the mood. */
export const variants = (lines: Lines): string[] =>
  (Array.isArray(lines)
    ? lines
    : [...lines.calm, ...(lines.warm ?? []), ...(lines.cross ?? [])]
  ).flatMap((text) => text.split("\n"));
