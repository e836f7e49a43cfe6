import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { checkScenario } from "~/authoring/check-scenario";
import { showProblem } from "~/scenarios/problem";

/** Checks these scenario files, or all of the folder; prints what is wrong, gives the exit code. */
export function main(files: string[], folder: string): number {
  const chosen = files.length > 0 ? files : listFiles(folder);
  const wrong = chosen.flatMap(checkFile);
  if (wrong.length > 0) {
    process.stderr.write(`${wrong.join("\n")}\n`);
    return 1;
  }
  const count = chosen.length === 1 ? "1 scenario is" : `${chosen.length} scenarios are`;
  process.stdout.write(`${count} good\n`);
  return 0;
}

function listFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}

function checkFile(file: string): string[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return [`${file}:1:1: can't be read; is there such a file?`];
  }
  const { scenario, problems } = checkScenario(text);
  const name = basename(file).replace(/\.ya?ml$/, "");
  if (scenario !== null && scenario.id !== name)
    problems.unshift({ line: 1, column: 1, path: "id", reason: sayName(scenario.id, name) });
  return problems.map((problem) => showProblem(file, problem));
}

function sayName(id: string, name: string): string {
  return `the file must have the id's name, ${id}.yaml, or the id must be ${name}`;
}
