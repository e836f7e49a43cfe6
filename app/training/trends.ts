import type { Criterion } from "~/scenarios/rubric";
import { type Attempt, countedOf } from "./attempt";

/** How something went, attempt by attempt, oldest first; 0–100. */
export type Trend = { name: string; values: number[] };

/** More than this is no longer a picture. */
const mostValues = 12;

/** For each skill, the scores of the attempts at scenarios that train it; most practised first. */
export function skillTrends(attempts: readonly Attempt[]): Trend[] {
  return trendsOf(countedOf(attempts), ({ skills, score }) =>
    skills.map((skill) => ({ name: capital(skill), value: score })),
  ).sort((a, b) => b.values.length - a.values.length || a.name.localeCompare(b.name));
}

/** What the rubrics' kinds of criteria are called; every scenario's criteria are of these. */
const areas: Record<Criterion["kind"], string> = {
  facts: "Finding out",
  order: "The right order",
  world: "Solving it",
  signals: "Empathy and next steps",
  avoid: "No detours, no blame",
  times: "Answering in time",
  notes: "Writing it up",
  resolution: "Writing it up",
};

/** For each kind of criterion, the share of its points that each attempt earned, in percent. */
export function areaTrends(attempts: readonly Attempt[]): Trend[] {
  const order = [...new Set(Object.values(areas))];
  return trendsOf(countedOf(attempts), ({ criteria }) =>
    order.flatMap((name) => {
      const own = criteria.filter(({ kind }) => kind !== null && areas[kind] === name);
      const max = sum(own.map((each) => each.max));
      return max === 0
        ? []
        : [{ name, value: Math.round((100 * sum(own.map((each) => each.score))) / max) }];
    }),
  ).sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
}

function trendsOf(
  attempts: Attempt[],
  read: (attempt: Attempt) => { name: string; value: number }[],
): Trend[] {
  const byName = new Map<string, number[]>();
  for (const { name, value } of attempts.flatMap(read)) {
    byName.set(name, [...(byName.get(name) ?? []), value]);
  }
  return [...byName].map(([name, values]) => ({ name, values: values.slice(-mostValues) }));
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
