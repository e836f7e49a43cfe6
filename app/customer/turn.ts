import type { Rng } from "~/lib/rng";
import { knobsAt, type Knobs } from "~/scenarios/persona";
import type { Lines, World } from "~/scenarios/reaction";
import type { Scenario } from "~/scenarios/schema";
import type { CustomerEffect } from "./engine-types";
import { chooseLine } from "./lines";
import type { CustomerState, HistoryEntry, PlannedLine } from "./state";

/** A line decided on in this step, before it has its times. */
export type FreshLine = Pick<PlannedLine, "kind" | "key" | "text" | "tells"> & { takesMs: number };

/** The workbench of one step: a copy of the state and what the step has decided so far. */
export type Turn = {
  state: CustomerState;
  scenario: Scenario;
  knobs: Knobs;
  rng: Rng;
  at: number;
  /** The event's place in the log; null for time and typing. */
  seq: number | null;
  fresh: FreshLine[];
  systemLines: string[];
  entry: HistoryEntry;
  moodReasons: string[];
  moodDelta: number;
  /** Keys of unsaid lines that what happens now has made untrue or needless. */
  stale: Set<string>;
  /** Intents asked in words that the customer doesn't know. */
  unclear: Set<string>;
  /** Orders told in advance: to be acknowledged, not yet to be carried out. */
  planned: ReadonlySet<string>;
  /** The answer is already on its way; nothing more need be said. */
  underway: boolean;
  extra: CustomerEffect[];
};

export function createTurn(
  before: CustomerState,
  scenario: Scenario,
  rng: Rng,
  { at, seq }: { at: number; seq: number | null },
): Turn {
  const state = structuredClone(before);
  state.turn += 1;
  return {
    state,
    scenario,
    knobs: knobsAt(scenario.customer, state.level),
    rng,
    at,
    seq,
    fresh: [],
    systemLines: [],
    entry: {
      seq: seq ?? 0,
      at,
      intents: [],
      signals: {},
      jargon: [],
      refused: {},
      repeated: [],
      revealed: [],
      actions: [],
      critical: [],
      moodBefore: state.mood,
      mood: state.mood,
      matched: true,
    },
    moodReasons: [],
    moodDelta: 0,
    stale: new Set(),
    unclear: new Set(),
    planned: new Set(),
    underway: false,
    extra: [],
  };
}

/** Plans a line, in the tone of the mood; a line break inside it makes two messages. */
export function say(
  turn: Turn,
  lines: Lines,
  {
    kind,
    key,
    takesMs = 0,
    prefix = "",
    tells = [],
  }: {
    kind: PlannedLine["kind"];
    key: string;
    takesMs?: number;
    prefix?: string;
    tells?: string[];
  },
): void {
  const chosen = chooseLine(lines, turn, prefix);
  for (const text of chosen.split("\n").filter((part) => part.trim() !== "")) {
    turn.state.recent = [...turn.state.recent.slice(-39), text];
    turn.fresh.push({ kind, key, text, takesMs, tells });
  }
}

/** The customer is going, or has gone. */
export function isDeparting({ state }: Turn): boolean {
  return state.left || state.gone;
}

/** After the lines that are still to be said the customer is away. */
export function depart({ state, scenario }: Turn): void {
  if (scenario.customer.departure === "leaves_ticket") state.gone = true;
  else state.left = true;
}

export function changeMood(turn: Turn, delta: number, reason: string): void {
  turn.moodDelta += delta;
  turn.moodReasons.push(reason);
}

/** Changes the world; a key that shows visible progress cheers the customer up. */
export function setWorld(turn: Turn, changes: World): void {
  for (const [key, value] of Object.entries(changes)) {
    if (turn.state.world[key] === value) continue;
    turn.state.world[key] = value;
    turn.state.worldChanges.push({ seq: turn.seq, at: turn.at, key, value });
    if (value === true && turn.scenario.progress.includes(key))
      changeMood(turn, 1, `progress:${key}`);
  }
}

export function addCritical(turn: Turn, id: string): void {
  if (!turn.entry.critical.includes(id)) turn.entry.critical.push(id);
  turn.state.critical.push({ id, seq: turn.seq ?? 0, at: turn.at });
}
