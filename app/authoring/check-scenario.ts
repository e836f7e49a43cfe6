import { understand } from "~/customer/understand";
import { selfTestSteps } from "~/debrief/self-test";
import { inOrder, readScenario, type ReadScenario } from "~/scenarios/parse";
import { knobsAt } from "~/scenarios/persona";
import { type Fault, mostFaults, type Problem } from "~/scenarios/problem";
import type { Scenario } from "~/scenarios/schema";
import { findUnknownWords } from "./find-unknown-words";

export type Checked = {
  /** Null when it can't even be played. */
  scenario: Scenario | null;
  problems: Problem[];
};

/** All that is wrong with a scenario's text: YAML, schema, ids, example questions, self-tests. */
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

/** Each fact's example question must be one that the customer takes as asking for it. */
function* findDeafExamples(scenario: Scenario): Generator<void, Fault[]> {
  const { literacy } = knobsAt(scenario.customer, scenario.difficulty);
  const found: Fault[] = [];
  for (const [i, { askedBy, example }] of scenario.facts.entries()) {
    yield;
    const { content } = understand(example, scenario, literacy);
    const wanted = askedBy.flatMap(({ intents }) => intents);
    if (wanted.some((intent) => content.includes(intent))) continue;
    const heard = content.length === 0 ? "nothing" : content.join(", ");
    const reason = `the customer hears ${heard} in this question, not ${wanted.join(" or ")}`;
    found.push({ path: ["facts", i, "example"], reason });
  }
  return found;
}
