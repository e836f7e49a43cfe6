import type { Debrief } from "./debrief";
import type { ScoringInput } from "./score";

/** What the customer gives, by how they feel at the end and whether it works. */
export function rate(
  { scenario, state, endReason }: ScoringInput,
  { outcome, score }: Pick<Debrief, "outcome" | "score">,
): Debrief["rating"] {
  const stars = endReason === "customer_left" ? 1 : starsFor(outcome, state.mood, score);
  return { stars, comment: scenario.debrief.comments[stars] };
}

function starsFor(outcome: Debrief["outcome"], mood: number, score: number): 1 | 2 | 3 | 4 | 5 {
  if (outcome === "failure") return mood >= 1 ? 2 : 1;
  if (outcome === "partial") return mood >= 1 ? 3 : 2;
  if (mood <= -1) return 3;
  return mood >= 1 && score >= 80 ? 5 : 4;
}
