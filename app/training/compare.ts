import { formatDuration } from "~/ui/time-format";
import type { Attempt } from "./attempt";

/** Attempts at one scenario beside each other: a row for each thing, a cell for each attempt. */
export type Comparison = { attempts: Attempt[]; rows: { label: string; cells: string[] }[] };

/** The latest; more don't fit beside each other. */
const most = 5;
const none = "–";

export function compare(attempts: readonly Attempt[], scenarioId: string): Comparison {
  const shown = attempts.filter((one) => one.scenarioId === scenarioId).slice(-most);
  const labels = new Map(
    shown.flatMap(({ criteria }) => criteria.map(({ id, label }) => [id, label])),
  );
  const row = (label: string, cell: (attempt: Attempt) => string) => ({
    label,
    cells: shown.map(cell),
  });
  return {
    attempts: shown,
    rows: [
      row("Score", ({ score }) => `${score} of 100`),
      ...[...labels].map(([id, label]) => row(label, (attempt) => pointsIn(attempt, id))),
      row("First response", ({ times }) => duration(times.firstResponseSeconds)),
      row("Longest wait", ({ times }) => duration(times.longestWaitSeconds)),
      row("Whole contact", ({ times }) => duration(times.resolutionSeconds)),
    ],
  };
}

function pointsIn({ criteria }: Attempt, id: string): string {
  const found = criteria.find((one) => one.id === id);
  return found ? `${found.score} of ${found.max}` : none;
}

function duration(seconds: number | null): string {
  return seconds === null ? "never" : formatDuration(seconds);
}
