import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseScenario, ScenarioError } from "./parse";
import type { Scenario } from "./schema";

/**
 * Every scenario file of a folder, by id. `selfTest` plays a scenario's own
 * transcripts and gives the reasons for which it must not load; it is handed in
 * because playing needs the customer. Throws a ScenarioError naming the file.
 */
export async function loadScenarios(
  directory: string,
  selfTest: (scenario: Scenario) => string[] = () => [],
): Promise<Scenario[]> {
  const names = (await readdir(directory)).filter((name) => /\.ya?ml$/.test(name)).sort();
  const scenarios = await Promise.all(names.map((name) => loadScenario(directory, name, selfTest)));
  return scenarios.sort((a, b) => a.id.localeCompare(b.id));
}

async function loadScenario(
  directory: string,
  name: string,
  selfTest: (scenario: Scenario) => string[],
): Promise<Scenario> {
  const scenario = parseScenario(await readFile(join(directory, name), "utf8"), name);
  if (scenario.id !== name.replace(/\.ya?ml$/, ""))
    throw new ScenarioError(`${name}: its id is ${scenario.id}`);
  const failures = selfTest(scenario);
  if (failures.length > 0)
    throw new ScenarioError(failures.map((reason) => `${name}: ${reason}`).join("\n"));
  return scenario;
}
