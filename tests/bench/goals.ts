import type { Figures } from "./load/client";
import type { Target } from "./options";

/** The medians of all rounds, by measurement and target. */
export type Results = Record<string, Partial<Record<Target, Figures>>>;

type Goal = {
  measure: string;
  figure: string;
  title: string;
  unit: string;
  /** Ours must be at most (or with `atLeast` at least) so much … */
  limit: number;
  atLeast?: boolean;
  /** … times this peer's; without a peer it is the figure itself. */
  peer?: "socketio" | "floor";
};

/** The targets of delivery.md, as far as a measurement beside the peers can tell. */
export const goals: readonly Goal[] = [
  ...(["readerP50", "readerP99"] as const).map((figure) => ({
    ...{ measure: "latency", figure, limit: 1, peer: "socketio" as const },
    ...{ title: `POST → the other reader, ${figure.slice(-3).toLowerCase()}`, unit: "ms" },
  })),
  {
    ...{ measure: "throughput", figure: "perSecond", title: "durable messages", unit: "/s" },
    ...{ limit: 2, atLeast: true, peer: "socketio" },
  },
  {
    ...{ measure: "throughput", figure: "cpuMicroseconds", title: "server CPU per message" },
    ...{ unit: "µs", limit: 200 },
  },
  {
    ...{ measure: "hot", figure: "inversions", title: "one hot session: order inversions" },
    ...{ unit: "", limit: 0 },
  },
  {
    ...{ measure: "fan-out", figure: "readerP99", title: "500 readers, p99", unit: "ms" },
    ...{ limit: 1.2, peer: "floor" },
  },
  {
    ...{ measure: "idle-2000", figure: "kilobytes", title: "idle stream", unit: "KB", limit: 16 },
  },
  {
    ...{ measure: "idle-2000", figure: "cpuPercent", title: "2,000 idle streams, CPU" },
    ...{ unit: "%", limit: 1 },
  },
  {
    ...{ measure: "reconnect", figure: "caughtUpMs", title: "1,000 readers caught up" },
    ...{ unit: "ms", limit: 1.3, peer: "floor" },
  },
  ...(["lost", "doubled"] as const).map((figure) => ({
    ...{ measure: "reconnect", figure, limit: 0, unit: "" },
    title: `1,000 readers: messages ${figure}`,
  })),
  {
    ...{ measure: "page", figure: "scriptKilobytes", title: "chat page: JavaScript, compressed" },
    ...{ unit: "KB", limit: 120 },
  },
];

export type Verdict = {
  goal: Goal;
  target: Target;
  figure: number;
  /** Ours divided by the peer's, for those that were measured and aren't zero. */
  ratios: Partial<Record<"socketio" | "floor", number>>;
  /** Undefined when the peer that it is held against wasn't measured. */
  met: boolean | undefined;
  /** Ours or the peer's server was kept from its core: it may be the machine that is judged. */
  disturbed: boolean;
};

/** Percent of the time; above it a server's figures are too much of the machine. */
const mostWaitedPercent = 10;
/** These are counted, and no other program can change the count in our favour. */
const counted = ["inversions", "lost", "doubled", "scriptKilobytes"];

/** Every goal that something was measured for, by each door that was. */
export function judge(results: Results): Verdict[] {
  return goals.flatMap((goal) =>
    (["deskside-api", "deskside-action"] as const).flatMap((target) => {
      const figure = results[goal.measure]?.[target]?.[goal.figure];
      return figure === undefined ? [] : [verdict(results, goal, target, figure)];
    }),
  );
}

function verdict(results: Results, goal: Goal, target: Target, figure: number): Verdict {
  const of = (peer: "socketio" | "floor"): number | undefined =>
    results[goal.measure]?.[peer]?.[goal.figure];
  const ratios: Verdict["ratios"] = {};
  for (const peer of ["socketio", "floor"] as const) {
    const theirs = of(peer);
    if (theirs !== undefined && theirs !== 0) ratios[peer] = figure / theirs;
  }
  const held = goal.peer === undefined ? figure : ratios[goal.peer];
  const met = held === undefined ? undefined : isMet(goal, held);
  const compared = goal.peer === undefined ? [target] : [target, goal.peer];
  const waited = compared.map((one) => results[goal.measure]?.[one]?.["waitedPercent"] ?? 0);
  const disturbed = !counted.includes(goal.figure) && Math.max(...waited) > mostWaitedPercent;
  return { goal, target, figure, ratios, met, disturbed };
}

function isMet({ limit, atLeast }: Goal, held: number): boolean {
  return atLeast ? held >= limit : held <= limit;
}

export function describeLimit({ limit, atLeast, peer, unit }: Goal): string {
  const sign = atLeast ? "≥" : "≤";
  const name = peer === "socketio" ? "Socket.IO" : "floor";
  if (peer !== undefined) return `${sign} ${String(limit)} × ${name}`;
  return limit === 0 ? "0" : `${sign} ${String(limit)} ${unit}`;
}
