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
  const load = { sessions: 2, writersEach: 2, everyMs: 100, lastsMs: { low: 4_000, high: 9_000 } };
  const options = { seed: 1, faults: { plan }, faultEveryMs: 1_000, log: () => undefined };
  const report = await runChaos({ ...options, load });
  expect({ findings: report.findings, wrong: report.wrong }).toEqual({ findings: [], wrong: [] });
  expect(report.messages).toBeGreaterThan(100);
  expect(report.observed).toBeGreaterThan(report.messages);
  expect(report.tools).toBeGreaterThan(3);
  expect(report.resolutions).toBeGreaterThan(3);
  expect(report.receipts).toBeGreaterThan(20);
  expect(report.typing).toBeGreaterThan(20);
  expect(Object.keys(report.faults).sort()).toEqual([...plan].sort());
}, 600_000);
