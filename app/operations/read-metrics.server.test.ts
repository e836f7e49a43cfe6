import { expect, test } from "vitest";
import { createMetrics } from "~/lib/metrics.server";
import { readMetrics } from "./read-metrics.server";

test("a fresh process has every figure, and all of them are zero", async () => {
  const { distributions, counters, readers } = await readMetrics(createMetrics());
  expect(distributions).not.toHaveLength(0);
  for (const { count, p50, p99 } of distributions)
    expect([count, p50, p99]).toEqual([0, null, null]);
  expect(counters.map(({ value }) => value)).toEqual(counters.map(() => 0));
  expect(readers).toEqual([
    { transport: "stream", open: 0 },
    { transport: "poll", open: 0 },
  ]);
});

test("buckets hold what was measured in them alone, with the quantiles over them", async () => {
  const metrics = createMetrics();
  for (const ms of [3, 4, 15, 40_000]) metrics.acceptToCommit.observe(ms);
  const { distributions } = await readMetrics(metrics);
  const found = distributions.find(({ name }) => name === "acceptToCommit");
  expect(found?.buckets.filter(({ count }) => count > 0)).toEqual([
    { upTo: 5, count: 2 },
    { upTo: 20, count: 1 },
    { upTo: null, count: 1 },
  ]);
  expect(found).toMatchObject({
    count: 4,
    p50: { value: 5, over: false },
    p99: { value: 30_000, over: true },
  });
});

test("counters and open readers say how many", async () => {
  const metrics = createMetrics();
  metrics.replayedPosts.inc(3);
  metrics.openReaders.inc({ transport: "poll" }, 2);
  const { counters, readers } = await readMetrics(metrics);
  expect(counters.find(({ name }) => name === "replayedPosts")?.value).toBe(3);
  expect(readers).toContainEqual({ transport: "poll", open: 2 });
});

test("looking takes nothing away from what Prometheus collects", async () => {
  const metrics = createMetrics();
  const lag = metrics.registry.getSingleMetric("nodejs_eventloop_lag_max_seconds");
  await metrics.registry.metrics();
  const before = JSON.stringify(await lag?.get());
  await readMetrics(metrics);
  expect(JSON.stringify(await lag?.get())).toBe(before);
});
