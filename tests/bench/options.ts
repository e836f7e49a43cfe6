import { parseArgs } from "node:util";
import type { Job } from "./load/client";
import { type Measure, measures } from "./plan";

export type Target = Job["target"];
export const targets: readonly Target[] = ["deskside-api", "deskside-action", "socketio", "floor"];

export type Options = {
  full: boolean;
  rounds: number;
  measures: readonly Measure[];
  targets: readonly Target[];
  redis: boolean;
  profile: boolean;
};

export const usage = `npm run bench -- [options]
  --full              longer, and 10,000 idle streams as well
  --rounds N          rounds of each measurement; the medians count (3)
  --only A,B          only these: ${[...new Set(measures(true).map(({ workload }) => workload))].join(", ")}
  --targets A,B       only these: ${targets.join(", ")}
  --redis             the app's events go through a Redis that the bench starts
  --profile           CPU profiles of the app, in .cache/bench/profiles`;

export class UsageError extends Error {}

/** Throws UsageError with what to say. */
export function readOptions(args: readonly string[]): Options {
  const values = parse(args);
  const full = values.full ?? false;
  const rounds = Number(values.rounds ?? 3);
  if (!Number.isInteger(rounds) || rounds < 1) throw new UsageError("--rounds wants a number.");
  const all = measures(full);
  const workloads = chosen(values.only, [...new Set(all.map(({ workload }) => workload))]);
  return {
    full,
    rounds,
    measures: all.filter(({ workload }) => workloads.includes(workload)),
    targets: chosen(values.targets, targets),
    redis: values.redis ?? false,
    profile: values.profile ?? false,
  };
}

function parse(args: readonly string[]) {
  const flag = { type: "boolean" } as const;
  const text = { type: "string" } as const;
  const options = { full: flag, redis: flag, profile: flag, rounds: text, only: text } as const;
  try {
    return parseArgs({ args: [...args], options: { ...options, targets: text } }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

function chosen<T extends string>(given: string | undefined, known: readonly T[]): readonly T[] {
  if (given === undefined) return known;
  const names = given.split(",");
  const unknown = names.filter((name) => !known.some((one) => one === name));
  if (unknown.length > 0) throw new UsageError(`Nothing is named ${unknown.join(", ")}.\n${usage}`);
  return known.filter((one) => names.includes(one));
}
