import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseScenario, ScenarioError } from "./parse";
import type { Scenario } from "./schema";

/** A scenario and the text that it was read from. */
export type ScenarioFile = { scenario: Scenario; source: string };

/** Gives the reasons why a scenario must not load. */
type SelfTest = (scenario: Scenario) => string[];

/** By the SHA-256 of their texts. */
export type Passed = { [checksum: string]: Scenario };

/** As `loadScenarioFiles`, without their texts. */
export async function loadScenarios(directory: string, selfTest?: SelfTest): Promise<Scenario[]> {
  return (await loadScenarioFiles(directory, selfTest)).map(({ scenario }) => scenario);
}

/**
 * Every scenario file of a folder, by id. `selfTest` plays a scenario's own
 * transcripts and gives the reasons for which it must not load; it is handed in
 * because playing needs the customer. What is in `passed` under its text's checksum
 * isn't read and played again. Throws a ScenarioError naming the file.
 */
export async function loadScenarioFiles(
  directory: string,
  selfTest: SelfTest = () => [],
  passed: Passed = {},
): Promise<ScenarioFile[]> {
  const names = (await readdir(directory)).filter((name) => /\.ya?ml$/.test(name)).sort();
  const files = await Promise.all(
    names.map(async (name) => {
      const source = await readFile(join(directory, name), "utf8");
      return { source, scenario: passed[checksumOfText(source)] ?? test(source, name, selfTest) };
    }),
  );
  return files.sort((a, b) => a.scenario.id.localeCompare(b.scenario.id));
}

function test(source: string, name: string, selfTest: SelfTest): Scenario {
  const scenario = parseScenario(source, name);
  if (scenario.id !== name.replace(/\.ya?ml$/, ""))
    throw new ScenarioError(`${name}: its id is ${scenario.id}`);
  const failures = selfTest(scenario);
  if (failures.length > 0)
    throw new ScenarioError(failures.map((reason) => `${name}: ${reason}`).join("\n"));
  return scenario;
}

const checksumOfText = (source: string) => createHash("sha256").update(source).digest("hex");

/** Keeps what has passed in a file beside the build whose engine it has passed with. */
export async function writePassed(file: string, files: ScenarioFile[]): Promise<void> {
  const passed: Passed = Object.fromEntries(
    files.map(({ source, scenario }) => [checksumOfText(source), scenario]),
  );
  await writeFile(file, JSON.stringify(passed));
}

/** What `writePassed` kept; nothing where there is no such file. */
export async function readPassed(file: string): Promise<Passed> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "{}";
    throw error;
  });
  return JSON.parse(text) as Passed;
}
