import { explainIssues } from "./explain-issues";
import { findImmoderate } from "./immoderate";
import { mostFaults, showProblem, type Fault, type Problem } from "./problem";
import { findDangling } from "./references";
import { scenario as scenarioSchema, type Scenario } from "./schema";
import { readYaml } from "./yaml-source";

/** A scenario file that can't be used; the message names file, line and reason. */
export class ScenarioError extends Error {
  override name = "ScenarioError";
}

/** A scenario that fits the schema and names only what it defines, and where all of it stands. */
export type ReadScenario = { scenario: Scenario; place(fault: Fault): Problem };

/** Reads and validates a scenario's text; gives all that is wrong with it, in its order. */
export function readScenario(yamlText: string): ReadScenario | { problems: Problem[] } {
  const source = readYaml(yamlText);
  if ("problems" in source) return source;
  const { data, place } = source;
  const result = scenarioSchema.safeParse(data);
  const faults = result.success
    ? [...findImmoderate(result.data), ...findDangling(result.data)]
    : explainIssues(result.error.issues, data);
  if (result.success && faults.length === 0) return { scenario: result.data, place };
  return { problems: inOrder(faults.slice(0, mostFaults).map(place)) };
}

export function inOrder(problems: Problem[]): Problem[] {
  return [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
}

/** Reads and validates a scenario file. Throws a ScenarioError. */
export function parseScenario(yamlText: string, fileName: string): Scenario {
  const read = readScenario(yamlText);
  if ("scenario" in read) return read.scenario;
  throw new ScenarioError(read.problems.map((one) => showProblem(fileName, one)).join("\n"));
}
