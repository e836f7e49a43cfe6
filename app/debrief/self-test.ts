import type { Scenario } from "~/scenarios/schema";
import type { Debrief } from "./debrief";
import { createPlay } from "./play";

const levels = [1, 2, 3];
const enough = 90;

/** Plays a scenario's own transcripts at every level; gives the reasons why it must not load. */
export function selfTest(scenario: Scenario): string[] {
  const kinds = ["oracle", "shortcut"] as const;
  const missing = kinds.filter((kind) => !scenario.tests.some((test) => test.kind === kind));
  return [
    ...missing.map((kind) => `tests: there is no ${kind} transcript`),
    ...scenario.tests.flatMap((test) => levels.flatMap((level) => judge(scenario, test, level))),
  ];
}

function judge(scenario: Scenario, test: Scenario["tests"][number], level: number): string[] {
  const where = `the ${test.kind} “${test.name}” at level ${level}`;
  const result = play(scenario, test.lines, level);
  if (typeof result === "string") return [`${where}: ${result}`];
  const { outcome, score } = result;
  if (test.kind === "shortcut") return outcome === "success" ? [`${where} succeeds`] : [];
  return outcome === "success" && score >= enough
    ? []
    : [`${where} ends as ${outcome} with ${score} points: ${lost(result)}`];
}

function play(scenario: Scenario, lines: string[], level: number): Debrief | string {
  try {
    const session = createPlay(scenario, { seed: 1, level });
    for (const line of lines) {
      const result = session.take(line);
      if ("debrief" in result) return result.debrief;
    }
    return "it never resolves";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function lost({ criteria, critical }: Debrief): string {
  const missed = criteria
    .filter(({ score, max }) => score < max)
    .map(({ id, score, max, reason }) => `${id} ${score}/${max} (${reason})`);
  return [...critical.map(({ id }) => id), ...missed].join("; ");
}
