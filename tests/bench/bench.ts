import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { startDatabases } from "./database";
import { judge, type Results } from "./goals";
import type { Figures } from "./load/client";
import { median } from "./load/samples";
import { describeMachine, fits, type Machine, prepareMachine } from "./machine";
import { measureOnce, prepareSessions } from "./measure";
import { type Options, readOptions, type Target, UsageError } from "./options";
import type { Measure } from "./plan";
import { startRedis } from "./redis";
import { faultsOf, figuresTable, ratiosTable } from "./report";
import type { Lab, Programs } from "./servers";
import { isStopped, started, stopEverything } from "./started";

export { readOptions, started, stopEverything, UsageError };

const resultFile = ".cache/bench.json";
const say = (text: string): boolean => process.stdout.write(`${text}\n`);

type Round = { measure: string; target: Target; round: number; figures?: Figures; error?: string };

/** Measures, prints, and writes it all to `.cache/bench.json`; returns the exit code. */
export async function bench(options: Options, programs: Programs): Promise<number> {
  const machine = prepareMachine(Math.max(...options.measures.map(({ streams }) => streams)));
  const measures = options.measures.filter((measure) => isPossible(measure, machine));
  const about = { ...describeMachine(), sharing: machine.cores, commit: commit() };
  const lab = await prepareLab(options, programs, machine);
  const database = `PostgreSQL ${lab.databases.version}${lab.redisUrl ? "; Redis" : ""}`;
  say(
    `${Object.entries({ ...about, database })
      .map(([k, v]) => `${k}: ${v}`)
      .join("\n")}\n`,
  );
  const most = Math.max(...measures.map(({ sessions }) => sessions));
  const sessions = options.targets.some(isOurs) ? await prepareSessions(lab, most) : [];
  const rounds: Round[] = [];
  for (const measure of measures)
    rounds.push(...(await interleave(options, lab, measure, sessions)));
  await stopEverything();
  const results = resultsOf(rounds);
  const verdicts = judge(results);
  say(`\n${figuresTable(measures, results)}\n\n${ratiosTable(verdicts)}\n`);
  const document = { about: { ...about, database }, options, results, verdicts, rounds };
  await mkdir(path.dirname(resultFile), { recursive: true });
  await writeFile(resultFile, `${JSON.stringify(document, null, 2)}\n`);
  say(`All figures of all rounds: ${resultFile}`);
  return rounds.some(({ target, error }) => isOurs(target) && error !== undefined) ? 1 : 0;
}

const isOurs = (target: Target): boolean => target.startsWith("deskside");

function isPossible(measure: Measure, machine: Machine): boolean {
  if (fits(machine, measure.streams)) return true;
  say(`LEFT OUT: ${measure.title}; only ${String(machine.openFiles)} open files (ulimit -n)`);
  return false;
}

async function prepareLab(options: Options, programs: Programs, machine: Machine): Promise<Lab> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "deskside-bench-app-"));
  started(() => rm(dataDir, { recursive: true, force: true }));
  const databases = await startDatabases();
  const redisUrl = options.redis ? await startRedis() : "";
  const profiles = options.profile ? path.resolve(".cache/bench/profiles") : "";
  return { machine, databases, programs, dataDir, redisUrl, profiles };
}

/** All targets in each round, so that what else the machine does hits them alike. */
async function interleave(
  options: Options,
  lab: Lab,
  measure: Measure,
  sessions: readonly string[],
): Promise<Round[]> {
  say(measure.title);
  const rounds: Round[] = [];
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const target of measure.targets.filter((one) => options.targets.includes(one))) {
      const outcome = await attempt(() => measureOnce(lab, measure, target, sessions));
      rounds.push({ measure: measure.name, target, round, ...outcome });
      say(`  ${String(round)} ${target.padEnd(16)} ${oneLine(outcome)}`);
    }
  }
  return rounds;
}

async function attempt(
  run: () => Promise<Figures>,
): Promise<{ figures?: Figures; error?: string }> {
  try {
    return { figures: await run() };
  } catch (error) {
    if (isStopped()) throw error;
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function oneLine({ figures, error }: { figures?: Figures; error?: string }): string {
  if (!figures) return `FAILED: ${error?.split("\n")[0] ?? ""}`;
  const { lost, doubled, inversions, resets, ...others } = figures;
  const values = Object.entries(others).map(([name, value]) => `${name} ${value.toFixed(2)}`);
  return `${values.join("  ")}  ${faultsOf(figures)}`;
}

/** Medians; but faults are added up, so that one round in three can't hide. */
function resultsOf(rounds: readonly Round[]): Results {
  const results: Results = {};
  for (const { measure, target } of rounds) {
    const same = rounds.filter((one) => one.measure === measure && one.target === target);
    const good = same.flatMap(({ figures }) => (figures ? [figures] : []));
    const names = Object.keys(good[0] ?? {});
    const merged = names.map((name) => [name, merge(name, good)] as const);
    const failedRounds = same.length - good.length;
    (results[measure] ??= {})[target] = { ...Object.fromEntries(merged), failedRounds };
  }
  return results;
}

function merge(name: string, rounds: readonly Figures[]): number {
  const values = rounds.map((figures) => figures[name] ?? Number.NaN);
  const isFault = ["lost", "doubled", "inversions", "resets"].includes(name);
  return isFault ? values.reduce((sum, value) => sum + value, 0) : median(values);
}

function commit(): string {
  try {
    return execFileSync("git", ["describe", "--always", "--dirty"], { encoding: "utf8" }).trim();
  } catch {
    return "unknown";
  }
}
