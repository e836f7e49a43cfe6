import { expect, test } from "vitest";
import { runChaos } from "./run";

/** One of each part; `npm run chaos -- --minutes 10` draws from all of them. */
const plan = [
  "app kill -9",
  "redis kill -9, restart empty",
  "connections cut",
  "postgres kill -9, recovery",
  "redis FLUSHALL",
  "postgres terminates all backends",
  "app SIGTERM, restart",
];

test("nothing is lost, doubled or out of order while processes, Redis, PostgreSQL and networks fail", async () => {
  const report = await runChaos({ seed: 1, faults: { plan }, faultEveryMs: 1_000, log: () => {} });
  expect({ findings: report.findings, wrong: report.wrong }).toEqual({ findings: [], wrong: [] });
  expect(report.messages).toBeGreaterThan(100);
  expect(report.observed).toBeGreaterThan(report.messages);
  expect(Object.keys(report.faults).sort()).toEqual([...plan].sort());
}, 240_000);
