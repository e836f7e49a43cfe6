import { expect, test } from "vitest";
import { runChaos } from "./run";

/** Long enough for every part to fail; `npm run chaos -- --minutes 10` goes on for longer. */
const seconds = 25;

test("nothing is lost, doubled or out of order while processes, Redis, PostgreSQL and networks fail", async () => {
  const seed = 20_261_122;
  const report = await runChaos({ seed, seconds, faultEveryMs: 500, log: () => undefined });
  expect({ findings: report.findings, wrong: report.wrong }).toEqual({ findings: [], wrong: [] });
  expect(report.messages).toBeGreaterThan(100);
  expect(report.observed).toBeGreaterThan(report.messages);
  expect(Object.keys(report.faults).length).toBeGreaterThan(3);
}, 240_000);
