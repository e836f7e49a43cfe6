import type { Scenario } from "~/scenarios/schema";

/** Where a canary sits: `fact:<id>`, or another hidden part of the scenario. */
export type Canary = { word: string; place: string };

/**
 * A copy of the scenario with a word of its own, which occurs nowhere else, in every text that
 * must not come out before its time: each fact, and what only the debrief says.
 */
export function plantCanaries(scenario: Scenario): { planted: Scenario; canaries: Canary[] } {
  const canaries: Canary[] = [];
  const mark = <T>(place: string, part: T): T => {
    const word = `qz${spell(canaries.length)}qz`;
    canaries.push({ word, place });
    return deepMark(part, word) as T;
  };
  const planted: Scenario = {
    ...scenario,
    facts: scenario.facts.map((fact) => ({
      ...fact,
      ...mark(`fact:${fact.id}`, { label: fact.label, say: fact.say, again: fact.again }),
      ...(fact.vague === undefined ? {} : mark(`fact:${fact.id}`, { vague: fact.vague })),
      example: mark("example", fact.example),
    })),
    debrief: mark("debrief", scenario.debrief),
    rubric: scenario.rubric.map((each) => ({
      ...each,
      ...mark("rubric", { label: each.label, better: each.better }),
    })),
    worldLabels: mark("world", scenario.worldLabels),
    critical: scenario.critical.map((each) => ({
      ...each,
      ...mark("critical", { label: each.label, better: each.better }),
    })),
    tools: scenario.tools.map((tool) => ({
      ...tool,
      uses: tool.uses.map((use) => ({ ...use, result: mark("tool", use.result) })),
    })),
    brief: mark("brief", scenario.brief),
    summary: mark("summary", scenario.summary),
  };
  return { planted, canaries };
}

/** 27 → "bb": letters alone, since numbers have a rule of their own. */
function spell(n: number): string {
  const last = String.fromCharCode(97 + (n % 26));
  return n < 26 ? last : spell(Math.floor(n / 26) - 1) + last;
}

/** The word after every text; a key's value that is no text stays. */
function deepMark(part: unknown, word: string): unknown {
  if (typeof part === "string") return part.replace(/[^\n]+/g, `$& ${word}`);
  if (Array.isArray(part)) return part.map((each) => deepMark(each, word));
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([key, each]) => [key, deepMark(each, word)]));
}
