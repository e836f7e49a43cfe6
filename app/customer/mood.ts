import type { Understanding } from "./understanding/understand";
import { changeMood, depart, isDeparting, say, type Turn } from "./turn";
import { linesFor, sayDefault } from "./voice";

/** Kindness cheers once in so many messages, so that it can't be farmed. */
const cheerEvery = 3;

/** What the manner of a message does to the mood; its matter is counted elsewhere. */
export function feelManner(turn: Turn, { signals, jargon, asksSecret }: Understanding): void {
  if (isHeartfelt(signals) || (signals["no_blame"] ?? 0) > 0) cheer(turn, "empathy");
  if (turn.state.wantsManager && "handover" in signals) cheer(turn, "handover");
  if ((signals["next_step"] ?? 0) > 0) cheer(turn, "next_step");
  if (jargon.length > 0) changeMood(turn, -1, "jargon");
  if ((signals["blame"] ?? 0) > 0) changeMood(turn, -1, "blame");
  if (asksSecret) changeMood(turn, -1, "asked_secret");
}

/** A canned apology is no comfort; that somebody sees what they went through is. */
function isHeartfelt(signals: Understanding["signals"]): boolean {
  if ("acknowledge_repeat" in signals) return true;
  return "empathy" in signals && !("canned" in signals);
}

function cheer(turn: Turn, reason: string): void {
  const { state } = turn;
  const last = state.cheered[reason];
  if (last !== undefined && state.messages - last < cheerEvery) return;
  state.cheered[reason] = state.messages;
  changeMood(turn, 1, reason);
}

/** Three messages in a row that ask but get nowhere: round in circles. */
export function feelCircles(turn: Turn, intents: string[]): void {
  const { state, entry } = turn;
  const gotSomewhere = entry.revealed.length + entry.actions.length > 0 || turn.moodDelta > 0;
  const asksPlainly = intents.length > 0 && Object.keys(entry.refused).length === 0;
  const idle = asksPlainly && !gotSomewhere && entry.matched && !isFair(turn, intents);
  state.idleTurns = idle ? state.idleTurns + 1 : 0;
  if (state.idleTurns < 3) return;
  state.idleTurns = 0;
  changeMood(turn, -1, "circles");
}

/** To offer help; to ask something exactly; whether it works, once after each thing that was done. */
function isFair(turn: Turn, intents: string[]): boolean {
  const { state, seq, entry } = turn;
  if (state.revealed.some(({ exactly }) => exactly !== undefined && exactly === seq)) return true;
  return intents.includes("offer_help") || entry.intents.some((intent) => checksAnew(turn, intent));
}

function checksAnew({ state, scenario }: Turn, intent: string): boolean {
  if (!scenario.checks.some(({ on }) => on.includes(intent))) return false;
  const before = state.history.findLast(({ intents }) => intents.includes(intent));
  const deeds = [...state.toolUses, ...state.acted, ...state.worldChanges];
  return before === undefined || deeds.some(({ at }) => at > before.at);
}

/** Applies what the step did to the mood, −3…+2; at the floor patience ends. */
export function settleMood(turn: Turn): void {
  const { state } = turn;
  const before = state.mood;
  state.mood = Math.max(-3, Math.min(2, before + turn.moodDelta));
  turn.entry.mood = state.mood;
  if (turn.moodReasons.length > 0) {
    state.moods.push({ at: turn.at, seq: turn.seq, mood: state.mood, reasons: turn.moodReasons });
  }
  if (isDeparting(turn) || state.mood > -3 || turn.moodDelta >= 0) return;
  if (state.wantsManager && before === -3) return leave(turn);
  if (state.wantsManager) return;
  state.wantsManager = true;
  sayDefault(turn, "manager");
}

/** Enough: whatever was to be said isn't any more. */
export function leave(turn: Turn): void {
  turn.fresh = [];
  turn.state.agenda = [];
  depart(turn);
  say(turn, linesFor(turn, "leave"), { kind: "outcome", key: "leave" });
}
