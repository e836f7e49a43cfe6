import { react } from "./responders";
import { holds } from "./condition";
import { changeMood, type Turn } from "./turn";
import { leave } from "./mood";
import { sayDefault } from "./voice";

/** Seconds of silence that a customer bears, by the patience knob. */
const bearableSeconds = [45, 75, 120, 180] as const;
const enoughNudges = 4;

/** When the customer would next speak up unasked: silence or a timed event. */
export function nextWake(turn: Turn): number {
  return Math.min(silenceEnds(turn), ...openEvents(turn).map((event) => event.at * 1000));
}

function silenceEnds({ state, knobs, scenario }: Turn): number {
  const bearable = (bearableSeconds[knobs.patience] ?? 75) * 1000 * state.patienceFactor;
  const growing = bearable * (1 + state.nudges * 0.5);
  const first = state.messages === 0 ? scenario.ticket.sla.firstResponseSeconds * 1000 : 0;
  const lastLine = Math.max(0, ...state.agenda.map((line) => line.dueAt));
  return Math.max(state.quietSince, lastLine) + Math.max(growing, first);
}

function openEvents({ state, scenario, at }: Turn): Turn["scenario"]["events"] {
  return scenario.events.filter(({ id, at: seconds, when }) => {
    if (state.fired.includes(id)) return false;
    return seconds * 1000 > at || holds(when, state);
  });
}

/** Time has passed: what was due happens now. */
export function passTime(turn: Turn): void {
  const { state, at, scenario } = turn;
  for (const event of scenario.events) {
    if (event.at * 1000 > at || state.fired.includes(event.id) || !holds(event.when, state))
      continue;
    state.fired.push(event.id);
    react(turn, event, { kind: "social", key: event.id });
  }
  if (silenceEnds(turn) <= at) losePatience(turn);
}

function losePatience(turn: Turn): void {
  const { state } = turn;
  state.nudges += 1;
  state.quietSince = turn.at;
  changeMood(turn, -1, "silence");
  if (state.nudges >= enoughNudges) return leave(turn);
  sayDefault(turn, "nudge");
}
