import { selfTestSteps } from "~/debrief/self-test";
import { inOrder, readScenario, type ReadScenario } from "~/scenarios/parse";
import { type Fault, mostFaults, type Problem } from "~/scenarios/problem";
import type { Scenario } from "~/scenarios/schema";
import { findDeafExamples } from "./find-deaf-examples";
import { findUnknownWords } from "./find-unknown-words";

export type Checked = {
  /** Null when it can't even be played. */
  scenario: Scenario | null;
  problems: Problem[];
};

/** All that is wrong with a scenario's text: YAML, schema, ids, examples, self-tests. */
export function checkScenario(text: string): Checked {
  const steps = checkSteps(text);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The same in small steps, between which a server may do other things. */
export function* checkSteps(text: string): Generator<void, Checked> {
  const read = readScenario(text);
  if ("problems" in read) return { scenario: null, problems: read.problems };
  const { scenario } = read;
  const unknown = findUnknownWords(scenario);
  const faults =
    unknown.length > 0
      ? unknown
      : [...(yield* findDeafExamples(scenario)), ...(yield* selfTestSteps(scenario))];
  return { scenario, problems: placeAll(read, faults) };
}

function placeAll({ place }: ReadScenario, faults: Fault[]): Problem[] {
  return inOrder(faults.slice(0, mostFaults).map((fault) => place(fault)));
}
