import type { Metrics } from "~/lib/metrics.server";
import type { Bucket, Estimate } from "./percentile";

type MetricsWith<Method extends string> = {
  [Name in keyof Metrics]: Metrics[Name] extends Record<Method, unknown> ? Name : never;
}[keyof Metrics];

export type DistributionName = MetricsWith<"observe">;
/** Gauges can be set, counters only count up. */
export type CounterName = Exclude<MetricsWith<"inc">, MetricsWith<"set">>;

/** Times in milliseconds. */
export type Distribution = {
  name: DistributionName;
  count: number;
  buckets: Bucket[];
  p50: Estimate | null;
  p99: Estimate | null;
};

export type Readiness = "ready" | "unreachable";

/** What one process knows of itself, since its start. */
export type ProcessFacts = {
  pid: number;
  host: string;
  /** ISO 8601. */
  startedAt: string;
  uptimeSeconds: number;
  residentBytes: number;
  heapUsedBytes: number;
  /** How late a timer came just now. */
  loopLagMs: number;
  /** Of one core, on average since the start; 0 to 1, more when other threads worked too. */
  cpuShare: number;
};

/** Everything that the operations page draws, at one moment. */
export type OperationsView = {
  /** ISO 8601. */
  readAt: string;
  process: ProcessFacts;
  /** `redis` is null when none is configured. */
  readiness: { database: Readiness; redis: Readiness | null };
  distributions: Distribution[];
  counters: { name: CounterName; value: number }[];
  readers: { transport: string; open: number }[];
};

/** Whether anything has happened yet that is counted or timed. */
export function hasMeasured({ distributions, counters, readers }: OperationsView): boolean {
  const figures = [
    ...distributions.map(({ count }) => count),
    ...counters.map(({ value }) => value),
    ...readers.map(({ open }) => open),
  ];
  return figures.some((figure) => figure > 0);
}
