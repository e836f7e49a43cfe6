import type { Fault } from "~/scenarios/problem";
import type { Scenario } from "~/scenarios/schema";
import type { Debrief } from "./debrief";
import { createPlay, type Play } from "./play";

const levels = [1, 2, 3];
const enough = 90;

/** Plays a scenario's own transcripts at every level; gives the reasons why it must not load. */
export function selfTest(scenario: Scenario): string[] {
  return runSelfTest(scenario).map(
    ({ path, reason }) => `${path.map(String).join(".")}: ${reason}`,
  );
}

function runSelfTest(scenario: Scenario): Fault[] {
  const steps = selfTestSteps(scenario);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The same a line at a time, for those who have other things to do in between. */
export function* selfTestSteps(scenario: Scenario): Generator<void, Fault[]> {
  const found: (Fault & { level: number })[] = [];
  for (const [index, test] of scenario.tests.entries()) {
    for (const level of levels) {
      const run = yield* playTest(scenario, test, level);
      found.push(...judge(scenario, index, run).map((fault) => ({ ...fault, level })));
    }
  }
  return [...findMissing(scenario), ...joinLevels(found)];
}

function findMissing({ tests }: Scenario): Fault[] {
  return (["oracle", "shortcut"] as const)
    .filter((kind) => !tests.some((test) => test.kind === kind))
    .map((kind) => ({ path: ["tests"], reason: `there is no ${kind} transcript`, atKey: true }));
}

type Test = Scenario["tests"][number];
type Run = {
  test: Test;
  play: Play;
  /** The line that ended it, and how. */
  last: number;
  end: Debrief | string;
  /** What single lines came to, where that may explain a failure. */
  remarks: { line: number; reason: string }[];
  /** What each message was taken for. */
  heard: string[];
};

function* playTest(scenario: Scenario, test: Test, level: number): Generator<void, Run> {
  const play = createPlay(scenario, { seed: 1, level });
  const last = test.lines.length - 1;
  const run: Run = { test, play, last, end: "", remarks: [], heard: [] };
  for (const [line, text] of test.lines.entries()) {
    yield;
    try {
      const result = play.take(text);
      if ("debrief" in result) return { ...run, last: line, end: result.debrief };
      const { matched, critical, intents } = result.played;
      if (!text.startsWith("/")) run.heard.push(`line ${line + 1} ${intents.join(" + ") || "–"}`);
      if (!matched) run.remarks.push({ line, reason: "the customer doesn't understand this line" });
      for (const id of critical)
        run.remarks.push({ line, reason: `this line is the critical failure ${id}` });
    } catch (error) {
      return { ...run, last: line, end: error instanceof Error ? error.message : String(error) };
    }
  }
  return { ...run, end: "it never resolves; the last line must be a /resolve" };
}

function judge(scenario: Scenario, index: number, run: Run): Fault[] {
  const { test, end, last, remarks } = run;
  const at = (line: number): PropertyKey[] => ["tests", index, "lines", line];
  const where = `the ${test.kind} “${test.name}”`;
  if (typeof end === "string") return [{ path: at(last), reason: `${where}: ${end}` }];
  const succeeds = end.outcome === "success";
  if (test.kind === "shortcut")
    return succeeds
      ? [{ path: at(last), reason: `${where} succeeds with ${end.score} points, and must not` }]
      : [];
  if (succeeds && end.score >= enough) return [];
  const reason = `${where} ends as ${end.outcome} with ${end.score} points, and must end as success with at least ${enough}${sayLost(scenario, run, end)}`;
  return [
    ...remarks.map((remark) => ({ path: at(remark.line), reason: remark.reason })),
    { path: at(last), reason },
  ];
}

function sayLost(
  { success }: Scenario,
  { play, heard }: Run,
  { criteria, critical }: Debrief,
): string {
  const { world } = play.state();
  const unmet = Object.entries(success).filter(([key, value]) => world[key] !== value);
  const parts = [
    ...unmet.map(([key, value]) => `${key} is ${String(world[key])}, not ${String(value)}`),
    ...critical.map(({ id }) => `critical failure ${id}`),
    ...criteria
      .filter(({ score, max }) => score < max)
      .map(({ id, score, max, reason }) => `${id} ${score}/${max} (${reason})`),
  ];
  return `: ${parts.join("; ")}. Heard: ${heard.join(", ")}`;
}

/** What is the same at several levels is said once. */
function joinLevels(found: (Fault & { level: number })[]): Fault[] {
  const byFault = new Map<string, { fault: Fault; at: number[] }>();
  for (const { level, path, reason } of found) {
    const key = JSON.stringify([path, reason]);
    const known = byFault.get(key) ?? { fault: { path, reason }, at: [] };
    byFault.set(key, { ...known, at: [...known.at, level] });
  }
  return [...byFault.values()].map(({ fault: { path, reason }, at }) => ({
    path,
    reason: `${at.length === levels.length ? "at every level" : `at level ${at.join(" and ")}`} ${reason}`,
  }));
}
