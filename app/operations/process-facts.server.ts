import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import type { ProcessFacts } from "./operations-view";

const lagProbeMs = 20;

/** Of the process that answers. Takes some 20 ms, most of it waiting. */
export async function readProcessFacts(): Promise<ProcessFacts> {
  const loopLagMs = await measureLoopLag();
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const uptimeSeconds = process.uptime();
  return {
    pid: process.pid,
    host: hostname(),
    startedAt: new Date(performance.timeOrigin).toISOString(),
    uptimeSeconds,
    residentBytes: rss,
    heapUsedBytes: heapUsed,
    loopLagMs,
    cpuShare: (user + system) / 1e6 / uptimeSeconds,
  };
}

/** Timers count in whole milliseconds and may come a part of one early. */
async function measureLoopLag(): Promise<number> {
  const start = performance.now();
  await delay(lagProbeMs);
  return Math.max(0, performance.now() - start - lagProbeMs);
}
