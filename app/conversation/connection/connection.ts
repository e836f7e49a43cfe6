import { type Random, retryDelayMs } from "~/lib/backoff";
import { type BrowserClock, createAlarm } from "../browser-clock";
import { stopReason } from "./connection-evidence";
import { type ConnectionLabel, isSettled, labelOf, quietMs, rungInUse } from "./connection-label";
import { createLines, type LinesDeps } from "./connection-lines";
import { initialState, next } from "./connection-state";
import type { Command, ConnectionState, Signal } from "./connection-types";
import type { RungMemory } from "./rung-memory";
import type { Closed } from "./transport";

/** A stream that gets through has proved itself by then; otherwise a poll begins beside it. */
const backupAfterMs = 1_250;
/** Soon at first: a server that restarts can look like a network that blocks. */
const firstProbeMs = 3_000;
const longestProbeMs = 2 * 60_000;
const promoteAfterMs = 5_000;
/** A page that nobody has looked at for so long gives its stream back. */
const sleepAfterMs = 5 * 60_000;

export type ConnectionDeps = Omit<LinesDeps, "report"> & {
  catchUp: () => void;
  changed: (state: ConnectionState, label: ConnectionLabel) => void;
  /** What worked on this network, for the next page. */
  memory: RungMemory;
  clock: BrowserClock;
  random: Random;
};

export type Connection = {
  signal(signal: Signal): void;
  /** A request beside the connection was refused, e.g. because one is signed out. */
  refused(why: Closed): void;
};

/** Carries out what the table of `connection-state.ts` says, and reports to it what happens. */
export function createConnection(deps: ConnectionDeps): Connection {
  const { clock, memory } = deps;
  const timer = createAlarm(clock);
  const labelTimer = createAlarm(clock);
  const sleepTimer = createAlarm(clock);
  const lines = createLines({ ...deps, report: dispatch });
  let state = initialState;
  let label: ConnectionLabel = "connecting";
  let unsettledSince: number | null = null;

  function dispatch(signal: Signal): void {
    const before = state.kind;
    const step = next(state, signal);
    state = step.state;
    // A timer belongs to the state that set it.
    if (state.kind !== before) timer.clear();
    for (const command of step.commands) carryOut(command);
    tell();
  }

  function carryOut(command: Command): void {
    switch (command.type) {
      case "open":
        lines.open(command.rung);
        return;
      case "close":
        lines.close(command.rung);
        return;
      case "catchUp":
        deps.catchUp();
        return;
      default:
        timer.set(delayOf(command, deps.random), () => {
          dispatch({ type: "timer" });
        });
    }
  }

  function tell(): void {
    const settled = isSettled(state);
    // Asleep, it isn't missed by anyone.
    const isMissed = !settled && state.kind !== "asleep";
    unsettledSince = isMissed ? (unsettledSince ?? clock.now()) : null;
    const unsettledMs = unsettledSince === null ? 0 : clock.now() - unsettledSince;
    label = labelOf(state, unsettledMs, label);
    const rests = !isMissed || state.kind === "stopped";
    if (rests || unsettledMs >= quietMs) labelTimer.clear();
    else labelTimer.set(quietMs - unsettledMs, tell);
    const rung = rungInUse(state);
    if (settled && rung !== null) memory.keep(rung);
    deps.changed(state, label);
  }

  return {
    signal: (signal) => {
      if (signal.type === "hidden") {
        sleepTimer.set(sleepAfterMs, () => {
          dispatch({ type: "sleep" });
        });
      }
      if (signal.type === "visible" || signal.type === "stop") sleepTimer.clear();
      if (signal.type === "online") memory.forget();
      if (signal.type === "start") unsettledSince = null;
      if (isWaking(signal)) lines.noticeOverdue();
      dispatch(signal.type === "start" ? { ...signal, rung: memory.read() } : signal);
    },
    refused: (why) => {
      // Only what would be refused on every rung; anything else is between that request and its answer.
      const isFinal = stopReason(why.status) !== null;
      if (isFinal) dispatch({ type: "failed", rung: "longPoll", livedMs: null, ...why });
    },
  };
}

function isWaking({ type }: Signal): boolean {
  return type === "visible" || type === "online" || type === "pageshow";
}

type Waiting = Exclude<Command, { type: "open" | "close" | "catchUp" }>;

function delayOf(command: Waiting, random: Random): number {
  switch (command.type) {
    case "backupIn":
      return backupAfterMs;
    case "promoteIn":
      return promoteAfterMs;
    case "retryIn":
      return retryDelayMs(command.failures, command.retryAfterMs, random);
    case "probeIn": {
      const doubled = firstProbeMs * 2 ** Math.min(command.probes - 1, 8);
      const ms = Math.min(doubled, longestProbeMs) * (0.8 + 0.4 * random());
      const asked = command.retryAfterMs;
      return asked === null ? ms : Math.max(ms, retryDelayMs(1, asked, random));
    }
  }
}
