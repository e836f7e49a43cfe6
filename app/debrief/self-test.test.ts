import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { loadScenarios } from "~/scenarios/load.server";
import { createPlay } from "./play";
import { selfTest } from "./self-test";

const scenarios = await loadScenarios(
  fileURLToPath(new URL("../../prisma/scenarios", import.meta.url)),
);

describe.each(scenarios)("the scenario $id", (scenario) => {
  it("passes its own oracle and shortcut at every level", () => {
    expect(selfTest(scenario)).toEqual([]);
  });

  it("keeps its oracle and shortcut with any seed", () => {
    for (const seed of [2, 77, -5, 123456]) {
      for (const test of scenario.tests) {
        const play = createPlay(scenario, { seed, level: scenario.difficulty });
        const results = test.lines.map((line) => play.take(line));
        const last = results.at(-1);
        const outcome = last !== undefined && "debrief" in last ? last.debrief.outcome : null;
        expect(outcome === "success", `${test.name}, seed ${String(seed)}`).toBe(
          test.kind === "oracle",
        );
      }
    }
  });

  it("has weights that add up to a hundred and something to ask for each fact", () => {
    expect(scenario.rubric.reduce((sum, { weight }) => sum + weight, 0)).toBe(100);
    for (const fact of scenario.facts) expect(fact.example).toMatch(/\?$/);
  });

  it("gets its example question understood for every fact", () => {
    for (const fact of scenario.facts) {
      const play = createPlay(scenario, { seed: 1, level: scenario.difficulty });
      const result = play.take(fact.example);
      const revealed = "played" in result ? result.played.revealed : [];
      expect(revealed, fact.example).toContain(fact.id);
    }
  });
});
