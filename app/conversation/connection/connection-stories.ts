/** What happens to a connection, in short, and the states that it leads to; for tests. */

import { initialState, next } from "./connection-state";
import type { Command, ConnectionState, Signal } from "./connection-types";
import type { Rung } from "./ladder";

export const opened = (rung: Rung): Signal => ({ type: "opened", rung });
export const beat = (rung: Rung): Signal => ({ type: "eventBeat", rung });
export const proof = (rung: Rung) => [opened(rung), beat(rung)];
export const silence = (rung: Rung, livedMs: number | null = null): Signal => ({
  type: "silence",
  rung,
  livedMs,
});
export const failed = (rung: Rung, status: number, livedMs: number | null = null): Signal => ({
  type: "failed",
  rung,
  status,
  livedMs,
  retryAfterMs: null,
});
export const timer: Signal = { type: "timer" };
export const start: Signal = { type: "start" };
export const say = (
  type: "reached" | "online" | "offline" | "visible" | "pageshow" | "sleep" | "stop",
): Signal => ({ type });

export function after(...signals: Signal[]): ConnectionState {
  return signals.reduce((state, signal) => next(state, signal).state, initialState);
}

export function commandsOf(state: ConnectionState, signal: Signal): Command[] {
  return next(state, signal).commands;
}

export const opens = (commands: Command[]) =>
  commands.flatMap((one) => (one.type === "open" ? [one.rung] : []));

export const live = [start, ...proof("eventSource")];
export const cutYoung = [failed("eventSource", 0, 200), timer];
/** Streams stay silent while polls are answered. */
export const buffered = [
  start,
  timer,
  opened("longPoll"),
  silence("eventSource"),
  silence("fetchStream"),
];
/** Polls that wait are cut; those that don't are answered. */
export const cutTwice = [
  failed("longPoll", 504, 9_000),
  opened("longPoll"),
  failed("longPoll", 0, 3_000),
];
export const short = [...buffered, ...cutTwice, opened("shortPoll")];
