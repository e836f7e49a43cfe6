import type { Debrief } from "~/debrief/debrief";
import type { Criterion } from "~/scenarios/rubric";

/** One scored session, as progress looks at it. */
export type Attempt = {
  sessionId: string;
  scenarioId: string;
  scenarioTitle: string;
  /** What the scenario trains. */
  skills: string[];
  /** ISO 8601. */
  startedAt: string;
  outcome: Debrief["outcome"];
  score: number;
  /** It went on from the middle of an earlier one: shown, and not counted. */
  continued: boolean;
  /** `kind` is null for a criterion that its scenario no longer has. */
  criteria: {
    id: string;
    label: string;
    kind: Criterion["kind"] | null;
    score: number;
    max: number;
  }[];
  times: {
    firstResponseSeconds: number | null;
    longestWaitSeconds: number;
    resolutionSeconds: number;
  };
};

/** Attempts from their beginning, oldest first. */
export function countedOf(attempts: readonly Attempt[]): Attempt[] {
  return attempts.filter(({ continued }) => !continued);
}
