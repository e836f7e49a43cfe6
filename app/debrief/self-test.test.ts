import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { loadScenarios } from "~/scenarios/load.server";
import type { Scenario } from "~/scenarios/schema";
import { createPlay } from "./play";
import { selfTest } from "./self-test";

const scenarios = await loadScenarios(
  fileURLToPath(new URL("../../prisma/scenarios", import.meta.url)),
);

describe("a scenario whose events set off one another", () => {
  const first = scenarios[0] ?? expect.fail();
  const swing = (id: string, at: number, from: string, to: string): Scenario["events"][number] => ({
    ...{ id, at, since: [from], sets: { [from]: false, [to]: true } },
    ...{ acts: true, takes: 0, mood: 0, leaves: false },
  });
  const restless = (pairs: number): Scenario => ({
    ...first,
    world: { ...first.world, tick: true, tock: false },
    events: Array.from({ length: pairs }, (_, i) => [
      swing(`tick_${i}`, (i + 1) / 1_000, "tick", "tock"),
      swing(`tock_${i}`, (i + 1) / 1_000, "tock", "tick"),
    ]).flat(),
  });

  it("comes to rest", () => {
    const play = createPlay(restless(1), { seed: 1, level: 2 });
    play.take("/wait 86400");
    expect(play.state().fired).toHaveLength(100);
  });

  it("is refused when it takes too long to", () => {
    const failures = selfTest(restless(20)).join("\n");
    expect(failures).toContain("events set off one another without end");
  });
});

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
