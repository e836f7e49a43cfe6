import type { Finding, FindingKind } from "./history";
import type { Fault, Journal } from "./journal";

export type Report = {
  seed: number;
  seconds: number;
  processes: number;
  sessions: number;
  messages: number;
  /** Of the acknowledged ones, those that took more than one request. */
  retried: number;
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
  /** From a post's answer to a stream's event while Redis was down and nothing else, ms. */
  withoutRedis: Times | null;
  /** Answers missing or 5xx while Redis was down and nothing else. */
  troublesWithoutRedis: number;
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
  const acknowledged = [...journal.acknowledged.values()].flat();
  const observations = [...journal.observations.values()].flat();
  const count = (kind: FindingKind): number =>
    summed.findings.filter((one) => one.kind === kind).length;
  return {
    ...summed,
    sessions: journal.observations.size,
    messages: acknowledged.length,
    retried: acknowledged.filter(({ attempts }) => attempts > 1).length,
    observers: observations.length,
    observed: observations.reduce((sum, { seen }) => sum + seen.length, 0),
    faults: countBy(journal.faults.map(({ kind }) => kind)),
    resets: Object.fromEntries(journal.resets),
    found: {
      ...{ lost: count("lost"), doubled: count("doubled") },
      ...{ "out of order": count("out of order"), hole: count("hole") },
      different: count("different"),
    },
    wrong: journal.wrong,
    recovery: timesOf(recoveries(journal)),
    withoutRedis: timesOf(delaysWithoutRedis(journal)),
    troublesWithoutRedis: aloneWithoutRedis(journal).reduce(
      (sum, fault) => sum + journal.troubles.filter(({ at }) => isIn(fault, at)).length,
      0,
    ),
  };
}

function recoveries({ faults, reconnects }: Journal): number[] {
  return alone(faults, (kind) => kind === "app kill -9").flatMap((fault) =>
    reconnects
      .filter(({ app, lostAt }) => app === fault.target && isIn(fault, lostAt))
      .map(({ liveAt }) => liveAt - fault.from),
  );
}

function aloneWithoutRedis({ faults }: Journal): Fault[] {
  return alone(faults, (kind) => kind.startsWith("redis kill"));
}

function delaysWithoutRedis(journal: Journal): number[] {
  const windows = aloneWithoutRedis(journal).map((fault) => ({ ...fault, to: fault.to + 2_000 }));
  const answered = new Map<string, number>();
  for (const [session, posts] of journal.acknowledged) {
    for (const { seq, at, attempts } of posts) {
      if (attempts === 1 && windows.some((fault) => isIn(fault, at))) {
        answered.set(`${session}:${seq}`, at);
      }
    }
  }
  return journal.arrivals.flatMap(({ session, seq, at }) => {
    const since = answered.get(`${session}:${seq}`);
    return since === undefined ? [] : [Math.max(0, at - since)];
  });
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
  const times = (one: Times | null): string =>
    one ? `${one.p50} / ${one.p99} / ${one.max} ms (${one.count})` : "none";
  const rows: [string, string | number][] = [
    ["seed; seconds; app processes", `${report.seed}; ${report.seconds}; ${report.processes}`],
    ["sessions; observers", `${report.sessions}; ${report.observers}`],
    ["messages acknowledged; of them after a retry", `${report.messages}; ${report.retried}`],
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
    ["answer to stream while Redis is down, p50 / p99 / max", times(withoutRedis)],
    ["requests without a good answer while Redis is down", report.troublesWithoutRedis],
    ["after the last fault until no customer owed an answer", `${report.customersQuietMs} ms`],
  ];
  const lines = rows.map(([what, figure]) => `| ${what} | ${figure} |`);
  return ["| | |", "| --- | --- |", ...lines].join("\n");
}

function listOf(counts: Record<string, number>): string {
  const entries = Object.entries(counts).map(([name, count]) => `${count} × ${name}`);
  return entries.join(", ") || "0";
}
