import type { Debrief } from "./debrief";

/** One thing to do differently: what, in whose words it is told, and what it would have earned. */
export type Lesson = { id: string; label: string; better: string; points: number };

const enough = 3;

/** What would have changed the score most, costliest first; criticals are told apart. */
export function lessonsOf({
  criteria,
  critical,
}: Pick<Debrief, "criteria" | "critical">): Lesson[] {
  const told = new Set(critical.map(({ better }) => better));
  return criteria
    .map(({ id, label, better, score, max }) => ({ id, label, better, points: max - score }))
    .filter(({ points, better }) => points > 0 && !told.has(better))
    .sort((a, b) => b.points - a.points)
    .slice(0, enough);
}
