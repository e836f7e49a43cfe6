import type { Finding, FindingKind } from "./history";
import type { Counts, Fault, Journal, Trouble } from "./journal";
import { judgeWithoutRedis, type SlowWay } from "./without-redis";

export type Report = Counts & {
  seed: number;
  seconds: number;
  processes: number;
  sessions: number;
  events: number;
  observers: number;
  observed: number;
  faults: Record<string, number>;
  resets: Record<string, number>;
  found: Record<FindingKind, number>;
  findings: Finding[];
  wrong: string[];
  /** From kill -9 of a process to the first event of the client's next stream, ms. */
  recovery: Times | null;
  withoutRedis: {
    windows: number;
    /** From a post's answer to a stream's event where nothing but Redis was broken, ms. */
    alone: Times | null;
    /** The same where another fault, or what it left behind, may have been in the way. */
    touched: Times | null;
    /** Answers missing, 429 or 5xx, in the same two cases. */
    troubles: { alone: number; touched: number; some: Trouble[] };
    slowest: { alone: SlowWay[]; touched: SlowWay[] };
  };
  /** After the last fault until no customer owed an answer, ms. */
  customersQuietMs: number | null;
};

export type Times = { count: number; p50: number; p99: number; max: number };

/** What a fault did may still show so long after it was undone. */
const aftermathMs = 1_000;

export type Summed = Pick<
  Report,
  "seed" | "seconds" | "processes" | "events" | "findings" | "customersQuietMs"
>;

export function makeReport(journal: Journal, summed: Summed): Report {
  const observations = [...journal.sessions.values()].flatMap((notes) => notes.observations);
  const count = (kind: FindingKind): number =>
    summed.findings.filter((one) => one.kind === kind).length;
  return {
    ...summed,
    ...journal.counts,
    sessions: journal.sessions.size,
    observers: observations.length,
    observed: observations.reduce((sum, { seen }) => sum + seen.count(), 0),
    faults: countBy(journal.faults.map(({ kind }) => kind)),
    resets: Object.fromEntries(journal.resets),
    found: {
      ...{ lost: count("lost"), doubled: count("doubled") },
      ...{ "out of order": count("out of order"), hole: count("hole") },
      different: count("different"),
    },
    wrong: journal.wrong,
    recovery: timesOf(recoveries(journal)),
    withoutRedis: sumUpWithoutRedis(journal),
  };
}

function sumUpWithoutRedis(journal: Journal): Report["withoutRedis"] {
  const { windows, alone, touched, troubles, slowest } = judgeWithoutRedis(journal);
  return {
    ...{ windows, alone: timesOf(alone), touched: timesOf(touched), slowest },
    troubles: {
      ...{ alone: troubles.alone.length, touched: troubles.touched.length },
      some: troubles.alone.slice(0, 20),
    },
  };
}

function recoveries({ faults, reconnects }: Journal): number[] {
  return alone(faults, (kind) => kind === "app kill -9").flatMap((fault) =>
    reconnects
      .filter(({ app, lostAt }) => app === fault.target && isIn(fault, lostAt))
      .map(({ liveAt }) => liveAt - fault.from),
  );
}

/** The faults of a kind that no other one, nor its aftermath, lay over. */
function alone(faults: readonly Fault[], isKind: (kind: string) => boolean): Fault[] {
  return faults.filter(
    (one) =>
      isKind(one.kind) &&
      faults.every(
        (other) =>
          other === one || other.to + aftermathMs < one.from || one.to + aftermathMs < other.from,
      ),
  );
}

function isIn({ from, to }: Fault, at: number): boolean {
  return at >= from && at <= to;
}

export function timesOf(values: readonly number[]): Times | null {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
  return sorted.length === 0
    ? null
    : { count: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of [...names].sort()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** The report as a table for people, in Markdown. */
export function toTable(report: Report): string {
  const { found, recovery, withoutRedis } = report;
  const { alone, touched, troubles, windows } = withoutRedis;
  const times = (one: Times | null): string =>
    one ? `${one.p50} / ${one.p99} / ${one.max} ms (${one.count})` : "none";
  const rows: [string, string | number][] = [
    ["seed; seconds; app processes", `${report.seed}; ${report.seconds}; ${report.processes}`],
    ["sessions; observers", `${report.sessions}; ${report.observers}`],
    ["messages acknowledged; of them after a retry", `${report.messages}; ${report.retried}`],
    ["tools used; sessions resolved", `${report.tools}; ${report.resolutions}`],
    ["receipts taken; times that somebody typed", `${report.receipts}; ${report.typing}`],
    ["events in the logs; events seen by observers", `${report.events}; ${report.observed}`],
    ["faults", Object.values(report.faults).reduce((sum, one) => sum + one, 0)],
    ...Object.entries(report.faults).map(([kind, n]): [string, number] => [`– ${kind}`, n]),
    ["resets answered by reading the history", listOf(report.resets)],
    ["**lost**", found.lost],
    ["**doubled**", found.doubled],
    ["**out of order**", found["out of order"]],
    ["holes; different for different readers", `${found.hole}; ${found.different}`],
    ["what must not happen (500s, crashes, bad frames)", report.wrong.length],
    ["kill -9 of a process to its readers live again, p50 / p99 / max", times(recovery)],
    ["times that Redis was killed", windows],
    ["answer to stream while only Redis is down, p50 / p99 / max", times(alone)],
    ["– where other faults may have been in the way", times(touched)],
    ["requests without a good answer while only Redis is down", troubles.alone],
    ["– where other faults may have been in the way", troubles.touched],
    ["after the last fault until no customer owed an answer", `${report.customersQuietMs} ms`],
  ];
  const lines = rows.map(([what, figure]) => `| ${what} | ${figure} |`);
  return ["| | |", "| --- | --- |", ...lines].join("\n");
}

function listOf(counts: Record<string, number>): string {
  const entries = Object.entries(counts).map(([name, count]) => `${count} × ${name}`);
  return entries.join(", ") || "0";
}
