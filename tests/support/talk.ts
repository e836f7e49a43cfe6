import { readFileSync } from "node:fs";
import type { CustomerEffect, StepReport } from "~/customer/engine-types";
import { initialState } from "~/customer/initial-state";
import type { CustomerState } from "~/customer/state";
import { step } from "~/customer/step";
import { createRng } from "~/lib/rng";
import { parseScenario } from "~/scenarios/parse";
import type { Scenario } from "~/scenarios/schema";

/** One of the scenarios that ship with the product. */
export function readScenario(id: string): Scenario {
  const url = new URL(`../../prisma/scenarios/${id}.yaml`, import.meta.url);
  return parseScenario(readFileSync(url, "utf8"), `${id}.yaml`);
}

export type Reply = StepReport & {
  say: string[];
  effects: CustomerEffect[];
  /** The hidden world after it. */
  world: CustomerState["world"];
};

/** A conversation with the bare engine; each event comes `gapMs` after the one before. */
export function createTalk(
  scenario: Scenario,
  options: { seed?: number; level?: number; gapMs?: number } = {},
) {
  const { seed = 1, level = scenario.difficulty, gapMs = 60_000 } = options;
  let state: CustomerState = initialState(scenario, { seed, level });
  let at = 0;
  let seq = 0;

  function take(event: Parameters<typeof step>[1]): Reply {
    const result = step(state, event, scenario, createRng(seed, state.turn));
    state = result.state;
    const say = result.effects.flatMap((effect) => (effect.kind === "say" ? [effect.text] : []));
    return { ...result.report, say, effects: result.effects, world: state.world };
  }

  const opening = take({ type: "started", at: 0 });
  seq = opening.say.length;
  return {
    opening,
    say(text: string, afterMs = gapMs): Reply {
      at += afterMs;
      seq += 1;
      return take({ type: "message", at, seq, text });
    },
    use(tool: string, afterMs = 1000): Reply {
      at += afterMs;
      seq += 1;
      return take({ type: "tool", at, seq, tool });
    },
    typing(afterMs: number): Reply {
      at += afterMs;
      return take({ type: "typing", at });
    },
    wait(seconds: number): Reply {
      at += seconds * 1000;
      return take({ type: "time", at });
    },
    state: (): CustomerState => state,
    restore(next: CustomerState): void {
      state = next;
    },
  };
}
