import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import type { Debrief } from "~/debrief/debrief";
import { createPlay, type Play } from "~/debrief/play";
import { PlayError } from "~/debrief/play-line";
import { parseScenario } from "~/scenarios/parse";
import type { Scenario } from "~/scenarios/schema";

const usage = "Usage: npm run --silent customer -- <scenario-id> [--seed N] [--level 1|2|3]";

/** Plays a scenario on standard input and output; gives the exit code. */
export async function main(args: string[], directory: string): Promise<number> {
  try {
    const { scenario, seed, level } = readArguments(args, directory);
    await converse(createPlay(scenario, { seed, level }));
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

function readArguments(
  args: string[],
  directory: string,
): { scenario: Scenario; seed: number; level: number } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { seed: { type: "string" }, level: { type: "string" } },
  });
  const [id, ...rest] = positionals;
  if (id === undefined || rest.length > 0) throw new PlayError(usage);
  const scenario = readScenario(id, directory);
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

function readScenario(id: string, directory: string): Scenario {
  const names = readdirSync(directory).filter((name) => name.endsWith(".yaml"));
  const name = `${id}.yaml`;
  if (names.includes(name)) return parseScenario(readFileSync(join(directory, name), "utf8"), name);
  const known = names
    .map((each) => each.replace(".yaml", ""))
    .sort()
    .join(", ");
  throw new PlayError(`Unknown scenario ${id}; there are ${known}`);
}

async function converse(play: Play): Promise<void> {
  process.stdout.on("error", stopReading);
  if (process.stdin.isTTY) for (const line of play.opening) process.stderr.write(`${line}\n`);
  const reader = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  try {
    for await (const line of reader) {
      const result = play.take(line);
      if ("debrief" in result) {
        print({ debrief: summarise(result.debrief) });
        return;
      }
      const { intents, revealed, actions, critical, mood, world, say, matched, system } =
        result.played;
      const shown = { in: line, intents, revealed, actions, critical, mood, world, say, matched };
      print(system.length > 0 ? { ...shown, system } : shown);
    }
  } finally {
    reader.close();
  }
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

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
