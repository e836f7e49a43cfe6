import type { Counter, Gauge, Histogram } from "prom-client";
import type { Metrics } from "~/lib/metrics.server";
import { counterWords, distributionWords } from "./figure-words";
import type {
  CounterName,
  Distribution,
  DistributionName,
  OperationsView,
} from "./operations-view";
import { type Bucket, countAll, estimateQuantile } from "./percentile";

type Figures = Pick<OperationsView, "distributions" | "counters" | "readers">;

/**
 * Our own metrics as they stand. Reads them one by one and never the whole registry: collecting
 * resets the event loop's figures, which are Prometheus's to collect.
 */
export async function readMetrics(metrics: Metrics): Promise<Figures> {
  const distributions = namesIn<DistributionName>(distributionWords).map(async (name) =>
    describe(name, await bucketsOf(metrics[name])),
  );
  const counters = namesIn<CounterName>(counterWords).map(async (name) => ({
    name,
    value: await totalOf(metrics[name]),
  }));
  return {
    distributions: await Promise.all(distributions),
    counters: await Promise.all(counters),
    readers: await readersOf(metrics.openReaders),
  };
}

function namesIn<Name extends string>(words: Record<Name, unknown>): Name[] {
  return Object.keys(words) as Name[];
}

function describe(name: DistributionName, buckets: Bucket[]): Distribution {
  return {
    name,
    count: countAll(buckets),
    buckets,
    p50: estimateQuantile(buckets, 0.5),
    p99: estimateQuantile(buckets, 0.99),
  };
}

/** As Prometheus has them, each bucket counts all that is below its bound. */
async function bucketsOf(histogram: Histogram): Promise<Bucket[]> {
  const { values } = await histogram.get();
  const cumulative = values
    .filter(({ metricName }) => metricName?.endsWith("_bucket"))
    .map(({ labels, value }) => ({ upTo: boundOf(labels["le"]), value }));
  return cumulative.map(({ upTo, value }, index) => ({
    upTo,
    count: value - (cumulative[index - 1]?.value ?? 0),
  }));
}

function boundOf(le: string | number | undefined): number | null {
  const bound = Number(le);
  return Number.isFinite(bound) ? bound : null;
}

async function totalOf(counter: Counter): Promise<number> {
  const { values } = await counter.get();
  return values.reduce((sum, { value }) => sum + value, 0);
}

/** Both transports, also the one that nobody has used yet. */
async function readersOf(gauge: Gauge<"transport">): Promise<OperationsView["readers"]> {
  const open = new Map<string, number>([
    ["stream", 0],
    ["poll", 0],
  ]);
  for (const { labels, value } of (await gauge.get()).values) {
    if (labels.transport !== undefined) open.set(String(labels.transport), value);
  }
  return [...open].map(([transport, count]) => ({ transport, open: count }));
}
