import type { CustomerEffect } from "./engine-types";
import { planTimes, readingMs, thinkingMs } from "./pace";
import { isDeparting, type FreshLine, type Turn } from "./turn";
import { nextWake } from "./patience";

/** However long the trainee types, a line waits no longer than this for them. */
const longestPostponementMs = 12_000;
const postponementMs = 3_000;

/** Forgets what has been said by now; the rest is still to come. */
export function dropSaid({ state, at }: Turn): boolean {
  const wasTyping = state.agenda.some((line) => line.typingAt <= at && line.dueAt > at);
  for (const { dueAt, tells, text } of state.agenda)
    if (dueAt <= at) state.told.push(...tells.map((key) => ({ key, text })));
  state.agenda = state.agenda.filter((line) => line.dueAt > at);
  state.reads = state.reads.filter((read) => read.dueAt > at);
  return wasTyping;
}

/**
 * The reply that was coming, reconsidered with the trainee's new message: facts
 * and news that still hold are said first, small talk and old answers are dropped.
 */
export function replan(turn: Turn, text: string, wasTyping: boolean): void {
  const { state, at } = turn;
  const kept = state.agenda
    .filter(
      (line) => ["opening", "fact", "outcome"].includes(line.kind) && !turn.stale.has(line.key),
    )
    .map((line): FreshLine => ({
      ...line,
      takesMs: line.kind === "outcome" ? Math.max(0, line.dueAt - at) : 0,
    }));
  const readAt = at + readingMs(turn, text);
  if (turn.seq !== null) state.reads = [{ seq: turn.seq, dueAt: readAt }];
  if (wasTyping) turn.extra.push({ delayMs: 0, kind: "typing", typing: false });
  const lines = inOrder([...kept, ...turn.fresh]);
  state.agenda = planTimes(turn, lines, readAt + thinkingMs(turn));
  state.postponedMs = 0;
}

/** What is said at once comes first; then news, which comes as it happened, one thing after another. */
function inOrder(lines: FreshLine[]): FreshLine[] {
  let latest = 0;
  const timed = lines.map((line) => {
    if (line.kind !== "outcome") return line;
    latest = Math.max(latest, line.takesMs);
    return { ...line, takesMs: latest };
  });
  return timed.sort((a, b) => a.takesMs - b.takesMs);
}

/** Adds lines behind those already planned, without touching these. */
export function planAfter(turn: Turn, pauseMs: number): void {
  const { state, at } = turn;
  const kept = state.agenda.filter((line) => !turn.stale.has(line.key));
  const free = Math.max(at + pauseMs, ...kept.map((line) => line.dueAt + 300));
  const planned = planTimes({ ...turn, at: free }, turn.fresh, free);
  state.agenda = [...kept, ...planned].sort((a, b) => a.dueAt - b.dueAt);
}

/** The trainee is typing: the customer lets them, for a while. */
export function postpone(turn: Turn, wasTyping: boolean): void {
  const { state, at } = turn;
  const first = state.agenda[0];
  if (first === undefined) return;
  const room = Math.max(0, longestPostponementMs - state.postponedMs);
  const shift = Math.min(room, Math.max(0, at + postponementMs - first.typingAt));
  if (shift === 0) return;
  state.postponedMs += shift;
  state.agenda = state.agenda.map((line) => ({
    ...line,
    typingAt: line.typingAt + shift,
    dueAt: line.dueAt + shift,
  }));
  if (wasTyping) turn.extra.push({ delayMs: 0, kind: "typing", typing: false });
}

/** Everything still to come, as seen from now; it replaces whatever was promised before. */
export function composeEffects(turn: Turn): CustomerEffect[] {
  const { state, at } = turn;
  const effects: CustomerEffect[] = turn.systemLines.map((text) => ({
    delayMs: 0,
    kind: "system",
    text,
  }));
  effects.push(...turn.extra);
  for (const read of state.reads)
    effects.push({ delayMs: read.dueAt - at, kind: "read", seq: read.seq });
  for (const line of state.agenda) {
    if (line.dueAt - line.typingAt > 0) {
      effects.push({ delayMs: Math.max(0, line.typingAt - at), kind: "typing", typing: true });
    }
    effects.push({ delayMs: line.dueAt - at, kind: "say", text: line.text });
  }
  effects.push(...(isDeparting(turn) ? composeDeparture(turn) : [wakeUp(turn)]));
  return effects.sort((a, b) => a.delayMs - b.delayMs);
}

function wakeUp(turn: Turn): CustomerEffect {
  return { delayMs: Math.max(1, Math.round(nextWake(turn) - turn.at)), kind: "wake" };
}

/** Out of the door once the last line is said; promised anew until it has happened. */
function composeDeparture({ state, scenario, at }: Turn): CustomerEffect[] {
  state.departsAt ??= Math.max(at, ...state.agenda.map((line) => line.dueAt)) + 200;
  if (state.departsAt <= at) return [];
  const delayMs = state.departsAt - at;
  const text = `${scenario.customer.name} left the chat`;
  return [
    { delayMs, kind: "system", text },
    ...(state.left ? [{ delayMs, kind: "leave", reason: "customer_left" } as const] : []),
  ];
}
