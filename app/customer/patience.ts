import { react } from "./responders";
import { holds } from "./condition";
import { leave } from "./mood";
import type { CustomerState } from "./state";
import { changeMood, isDeparting, type Turn } from "./turn";
import { sayDefault } from "./voice";

/** Seconds of silence that a customer bears, by the patience knob. */
const bearableSeconds = [45, 75, 120, 180] as const;
const enoughNudges = 4;
/** Two events that undo each other would go on for ever, a millisecond apart. */
const mostOccurrences = 50;

/** When the customer would next speak up unasked: silence or a timed event. */
export function nextWake(turn: Turn): number {
  return Math.min(silenceEnds(turn), ...openEvents(turn).map(({ due }) => due));
}

function silenceEnds({ state, knobs, scenario }: Turn): number {
  const bearable = (bearableSeconds[knobs.patience] ?? 75) * 1000 * state.patienceFactor;
  const growing = bearable * (1 + state.nudges * 0.5);
  const first = state.messages === 0 ? scenario.ticket.sla.firstResponseSeconds * 1000 : 0;
  const lastLine = Math.max(0, ...state.agenda.map((line) => line.dueAt));
  const ends = Math.max(state.quietSince, lastLine) + Math.max(growing, first);
  return Math.max(ends, state.heldUntil);
}

type TimedEvent = Turn["scenario"]["events"][number];
/** One time that an event falls due; `name` is what is remembered of it. */
type Occurrence = { event: TimedEvent; name: string; due: number };

/** What hasn't happened yet, and might. */
function openEvents({ state, scenario, at }: Turn): Occurrence[] {
  return scenario.events
    .flatMap((event) => findOccurrence(state, event) ?? [])
    .filter(({ name, due, event }) => {
      if (state.fired.includes(name) || isWornOut(state, event)) return false;
      return due > at || holds(event.when, state);
    });
}

function isWornOut({ fired }: CustomerState, { id }: TimedEvent): boolean {
  return fired.filter((name) => name.startsWith(`${id}@`)).length >= mostOccurrences;
}

/** Counted from the start, or from the last change that made all of `since` true. */
function findOccurrence(state: CustomerState, event: TimedEvent): Occurrence | null {
  if (event.since === undefined) return { event, name: event.id, due: event.at * 1000 };
  if (!event.since.every((key) => state.world[key] === true)) return null;
  const from = Math.max(0, ...event.since.map((key) => becameTrueAt(state, key)));
  return { event, name: `${event.id}@${String(from)}`, due: from + event.at * 1000 };
}

function becameTrueAt({ worldChanges }: CustomerState, key: string): number {
  return worldChanges.findLast((change) => change.key === key)?.at ?? 0;
}

/** Time has passed: what was due happens now. Silence in an outage is nobody's fault. */
export function passTime(turn: Turn, afterOutage = false): void {
  const { state, at } = turn;
  for (const { event, name, due } of openEvents(turn)) {
    if (due > at || !holds(event.when, state)) continue;
    state.fired.push(name);
    // News of the world survives whatever the trainee writes meanwhile; impatience doesn't.
    const kind = Object.keys(event.sets).length > 0 ? "outcome" : "social";
    react(turn, event, { kind, key: event.id });
  }
  if (afterOutage) state.quietSince = at;
  else if (silenceEnds(turn) <= at && !isDeparting(turn)) losePatience(turn);
}

function losePatience(turn: Turn): void {
  const { state } = turn;
  state.nudges += 1;
  state.quietSince = turn.at;
  changeMood(turn, -1, "silence");
  if (state.nudges >= enoughNudges) return leave(turn);
  sayDefault(turn, "nudge");
}
