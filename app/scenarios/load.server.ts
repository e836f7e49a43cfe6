import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseScenario, ScenarioError } from "./parse";
import type { Scenario } from "./schema";

/** A scenario and the text that it was read from. */
export type ScenarioFile = { scenario: Scenario; source: string };

/** As `loadScenarioFiles`, without their texts. */
export async function loadScenarios(
  directory: string,
  selfTest?: (scenario: Scenario) => string[],
): Promise<Scenario[]> {
  return (await loadScenarioFiles(directory, selfTest)).map(({ scenario }) => scenario);
}

/**
 * Every scenario file of a folder, by id. `selfTest` plays a scenario's own
 * transcripts and gives the reasons for which it must not load; it is handed in
 * because playing needs the customer. Throws a ScenarioError naming the file.
 */
export async function loadScenarioFiles(
  directory: string,
  selfTest: (scenario: Scenario) => string[] = () => [],
): Promise<ScenarioFile[]> {
  const names = (await readdir(directory)).filter((name) => /\.ya?ml$/.test(name)).sort();
  const files = await Promise.all(names.map((name) => loadFile(directory, name, selfTest)));
  return files.sort((a, b) => a.scenario.id.localeCompare(b.scenario.id));
}

async function loadFile(
  directory: string,
  name: string,
  selfTest: (scenario: Scenario) => string[],
): Promise<ScenarioFile> {
  const source = await readFile(join(directory, name), "utf8");
  const scenario = parseScenario(source, name);
  if (scenario.id !== name.replace(/\.ya?ml$/, ""))
    throw new ScenarioError(`${name}: its id is ${scenario.id}`);
  const failures = selfTest(scenario);
  if (failures.length > 0)
    throw new ScenarioError(failures.map((reason) => `${name}: ${reason}`).join("\n"));
  return { scenario, source };
}
