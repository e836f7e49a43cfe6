import type { Scenario } from "~/scenarios/schema";
import type { CustomerState } from "./state";

/** A customer before the session starts. `seed` is any 32-bit integer, `level` 1–3. */
export function initialState(
  scenario: Scenario,
  { seed, level }: { seed: number; level: number },
): CustomerState {
  return {
    version: 1,
    scenarioId: scenario.id,
    scenarioVersion: scenario.version,
    seed,
    level,
    turn: 0,
    mood: scenario.customer.mood,
    world: { ...scenario.world },
    revealed: [],
    deferred: [],
    denied: {},
    dodged: {},
    asked: {},
    signals: {},
    messages: 0,
    cheered: {},
    idleTurns: 0,
    misses: 0,
    missed: [],
    expects: null,
    agenda: [],
    reads: [],
    recent: [],
    asides: [],
    fired: [],
    nudges: 0,
    quietSince: 0,
    patienceFactor: 1,
    postponedMs: 0,
    wantsManager: false,
    left: false,
    toolUses: [],
    acted: [],
    critical: [],
    worldChanges: [],
    told: [],
    moods: [{ at: 0, seq: null, mood: scenario.customer.mood, reasons: [] }],
    history: [],
  };
}
