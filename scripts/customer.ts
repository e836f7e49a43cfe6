import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { checkScenario } from "~/authoring/check-scenario";
import type { Debrief } from "~/debrief/debrief";
import { createPlay, type Play } from "~/debrief/play";
import { PlayError } from "~/debrief/play-line";
import { parseScenario } from "~/scenarios/parse";
import { showProblem } from "~/scenarios/problem";
import type { Scenario } from "~/scenarios/schema";
import { debriefText } from "./debrief-text";

const usage =
  "Usage: npm run --silent customer -- <scenario-id or file.yaml> [--seed N] [--level 1|2|3]";

/** Checksums of the texts that have passed the check. */
type Passed = { has(checksum: string): boolean; add(checksum: string): unknown };

/** Plays a scenario on standard input and output; gives the exit code: 2 if anything couldn't be played. */
export async function main(
  args: string[],
  directory: string,
  passed: Passed = new Set(),
): Promise<number> {
  try {
    const { scenario, seed, level } = readArguments(args, (id) =>
      readScenario(id, directory, passed),
    );
    return (await converse(createPlay(scenario, { seed, level }))) ? 0 : 2;
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error));
    return 2;
  }
}

function readArguments(
  args: string[],
  read: (id: string) => Scenario,
): { scenario: Scenario; seed: number; level: number } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { seed: { type: "string" }, level: { type: "string" } },
  });
  const [id, ...rest] = positionals;
  if (id === undefined || rest.length > 0) throw new PlayError(usage);
  const scenario = read(id);
  const level = Number(values.level ?? scenario.difficulty);
  if (![1, 2, 3].includes(level))
    throw new PlayError(`--level must be 1, 2 or 3, not ${values.level ?? ""}`);
  return { scenario, seed: readSeed(values.seed ?? "1"), level };
}

function readSeed(text: string): number {
  const seed = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(seed) && Math.abs(seed) <= 0x7fffffff) return seed;
  throw new PlayError(`--seed must be a whole number up to 2147483647, not ${text}`);
}

function readScenario(id: string, directory: string, passed: Passed): Scenario {
  if (/\.ya?ml$/.test(id)) return readFile(resolve(process.env["INIT_CWD"] ?? ".", id), passed);
  const names = readdirSync(directory).filter((name) => name.endsWith(".yaml"));
  const name = `${id}.yaml`;
  if (names.includes(name)) return readFile(join(directory, name), passed);
  const known = names
    .map((each) => each.replace(".yaml", ""))
    .sort()
    .join(", ");
  throw new PlayError(`Unknown scenario ${id}; there are ${known}`);
}

/** What the check refuses is played nevertheless, as authors look for the reason here. */
function readFile(path: string, passed: Passed): Scenario {
  const name = basename(path);
  const text = readFileSync(path, "utf8");
  const checksum = createHash("sha256").update(text).digest("hex");
  if (passed.has(checksum)) return parseScenario(text, name);
  const { scenario, problems } = checkScenario(text);
  if (scenario === null) return parseScenario(text, name);
  if (problems.length === 0) {
    passed.add(checksum);
    return scenario;
  }
  const said = problems.map((problem) => showProblem(name, problem));
  tell([...said, "The check refuses this file; it is played nevertheless."].join("\n"));
  return scenario;
}

/** Plays line by line; gives whether every one of them could be. */
async function converse(play: Play): Promise<boolean> {
  process.stdout.on("error", stopReading);
  if (process.stdin.isTTY) for (const line of play.opening) tell(line);
  const reader = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  let good = true;
  try {
    for await (const line of reader) {
      const result = tryLine(play, line);
      if (result === null) good = false;
      else if (showResult(line, result, play)) break;
    }
  } finally {
    reader.close();
  }
  return good;
}

type Result = ReturnType<Play["take"]>;

/** A mistyped line is complained about, and the next one may be better. */
function tryLine(play: Play, line: string): Result | null {
  try {
    return play.take(line);
  } catch (error) {
    if (!(error instanceof PlayError)) throw error;
    tell(error.message);
    return null;
  }
}

/** Prints what came of a line; gives whether that was the end. In a terminal, people read it. */
function showResult(line: string, result: Result, play: Play): boolean {
  if ("debrief" in result) {
    print({ debrief: summarise(result.debrief) });
    if (process.stdin.isTTY) tell(`\n${debriefText(result.debrief, play.typed())}`);
    return true;
  }
  const { intents, revealed, actions, critical, mood, world, say, matched, system } = result.played;
  const shown = { in: line, intents, revealed, actions, critical, mood, world, say, matched };
  print(system.length > 0 ? { ...shown, system } : shown);
  return false;
}

function summarise({ outcome, score, criteria, critical }: Debrief): unknown {
  return {
    outcome,
    score,
    criteria: criteria.map(({ id, score: points, max, evidence, reason, better }) => ({
      id,
      score: points,
      max,
      evidence,
      reason,
      better,
    })),
    critical: critical.map(({ id }) => id),
  };
}

/** Whoever read our output has gone, as `head` does; that is no fault. */
function stopReading(): void {
  process.exit(0);
}

/** For people, beside what programs read. */
function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
