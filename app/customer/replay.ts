import { createRng } from "~/lib/rng";
import type { Scenario } from "~/scenarios/schema";
import type { CustomerPace } from "~/env.server";
import { afterPace, type EffectRow, effectRows, toCustomerEvent } from "./due-effects";
import type { At } from "./engine-types";
import { initialState } from "./initial-state";
import type { CustomerState } from "./state";
import { step } from "./step";

/** A step as it was taken: the event without its time, when, and how fast the customer was. */
export type JournalTurn = { turn: number; event: unknown; atMs: At; pace: CustomerPace };

export type Replayed = {
  state: CustomerState;
  /** What the last step planned; their delays count from `atMs`. */
  planned: EffectRow[];
  atMs: At;
};

/**
 * Goes through a session's steps again, one at a time, since many take their time: the same
 * scenario version, seed and level give the same customer. Throws a RangeError when a step is
 * missing from the journal.
 */
export function* replaySteps(
  scenario: Scenario,
  { seed, level }: { seed: number; level: number },
  journal: readonly JournalTurn[],
): Generator<void, Replayed> {
  let reached: Replayed = { state: initialState(scenario, { seed, level }), planned: [], atMs: 0 };
  for (const [index, { turn, event: payload, atMs, pace }] of journal.entries()) {
    if (turn !== index) throw new RangeError(`Turn ${index} is missing from the journal`);
    const event = toCustomerEvent(payload, atMs);
    const taken = step(reached.state, event, scenario, createRng(seed, turn));
    reached = {
      state: afterPace(taken.state, pace),
      planned: effectRows(taken.effects, turn, event.type, pace),
      atMs,
    };
    yield;
  }
  return reached;
}

/**
 * The steps that led to where a log stood: those for what was in it before `seq`, and what had
 * happened by `lastAtMs`, when its last event was written.
 */
export function journalBefore(
  journal: readonly JournalTurn[],
  { seq, lastAtMs }: { seq: number; lastAtMs: At },
): JournalTurn[] {
  const own = journal.findIndex(({ event }) => (seqOf(event) ?? 0) >= seq);
  const before = own === -1 ? journal : journal.slice(0, own);
  const last = before.findLastIndex(({ event, atMs }) => seqOf(event) !== null || atMs <= lastAtMs);
  return before.slice(0, last + 1);
}

function seqOf(event: unknown): number | null {
  return typeof event === "object" && event !== null && "seq" in event ? Number(event.seq) : null;
}

/**
 * What was still to come at `lastAtMs`: lines that the log doesn't hold yet, and all that
 * falls due later. `said` are the keys of the customer's messages in it.
 */
export function stillToCome(
  { planned, atMs }: Replayed,
  { lastAtMs, said }: { lastAtMs: At; said: ReadonlySet<string> },
): EffectRow[] {
  return planned.filter(({ payload, delayMs }) => {
    if (payload.kind === "say") return !said.has(payload.key);
    return payload.kind === "wake" || atMs + delayMs > lastAtMs;
  });
}
