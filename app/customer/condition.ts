import type { Condition } from "~/scenarios/reaction";
import type { CustomerState } from "./state";

export function isRevealed(state: CustomerState, fact: string): boolean {
  return state.revealed.some((entry) => entry.fact === fact);
}

/** Whether a condition holds now; one that is missing always does. */
export function holds(condition: Condition | undefined, state: CustomerState): boolean {
  if (condition === undefined) return true;
  const { world, facts, notFacts, signals, tools, notTools } = condition;
  const used = (tool: string): boolean => state.toolUses.some((use) => use.tool === tool);
  return (
    Object.entries(world ?? {}).every(([key, value]) => state.world[key] === value) &&
    (facts ?? []).every((fact) => isRevealed(state, fact)) &&
    !(notFacts ?? []).some((fact) => isRevealed(state, fact)) &&
    Object.entries(signals ?? {}).every(([id, least]) => (state.signals[id] ?? 0) >= least) &&
    (tools ?? []).every(used) &&
    !(notTools ?? []).some(used) &&
    state.mood >= (condition.moodAtLeast ?? -3) &&
    state.mood < (condition.moodBelow ?? 3) &&
    (condition.any === undefined || condition.any.some((each) => holds(each, state))) &&
    (condition.not === undefined || !holds(condition.not, state))
  );
}
