/** What can happen to a connection, each as the state after it and what is to be done. Pure. */

import {
  isCut,
  isSentAway,
  isUnreachable,
  livedLong,
  mostCuts,
  mostStrikes,
  stopReason,
  strikesAfter,
} from "./connection-evidence";
import type {
  Command,
  ConnectionState,
  Failed,
  Memory,
  Silence,
  Stage,
  StateOf,
  Step,
  StopReason,
} from "./connection-types";
import { isStream, type Rung, rungs, type StreamRung, topRung } from "./ladder";

export const open = (rung: Rung): Command => ({ type: "open", rung });
export const close = (rung: Rung): Command => ({ type: "close", rung });
/** Closes every rung but these. */
export const closeBut = (...kept: Rung[]): Command[] =>
  rungs.filter((rung) => !kept.includes(rung)).map(close);

function memoryOf(memory: Memory): Memory {
  const { stream, poll, failures, strikes, cuts, probes, online } = memory;
  return { stream, poll, failures, strikes, cuts, probes, online };
}

export const stay = (state: ConnectionState): Step => ({ state, commands: [] });

export function stopped(state: ConnectionState, reason: StopReason): Step {
  return { state: { ...memoryOf(state), kind: "stopped", reason }, commands: closeBut() };
}

export function asleep(state: ConnectionState): Step {
  return { state: { ...memoryOf(state), kind: "asleep" }, commands: closeBut() };
}

/** How far the poll is that runs now, whatever for; null when none does. */
function runningPoll(state: ConnectionState): Stage | null {
  if (state.kind === "polling") return state.stage;
  return state.kind === "connecting" ? state.backup : null;
}

/** Where to begin: on what worked a while ago, if that is known. */
export function startOn(memory: Memory, rung: Rung | null): Memory {
  if (rung === null) return memory;
  if (isStream(rung)) return { ...memory, stream: rung };
  return { ...memory, stream: null, poll: rung };
}

/** Begins anew with what the memory says. */
export function connect(memory: Memory): Step {
  return memory.stream === null ? poll(memory, null) : openStream(memory, memory.stream, null);
}

/** A poll that runs goes on; else one comes after a while of silence, or at once beside a doubtful stream. */
function openStream(memory: Memory, stream: StreamRung, running: Stage | null): Step {
  const backup = running ?? (memory.strikes > 0 ? "opening" : null);
  return {
    state: { ...memoryOf(memory), kind: "connecting", stream, stage: "opening", backup },
    commands: [
      ...closeBut(...(running ? [memory.poll] : [])),
      open(stream),
      ...(backup ? [] : [{ type: "backupIn" } as const]),
      ...(backup && !running ? [open(memory.poll)] : []),
    ],
  };
}

function poll(memory: Memory, running: Stage | null, retryAfterMs: number | null = null): Step {
  const probes = Math.max(memory.probes, 1);
  const stage = running ?? "opening";
  return {
    state: { ...memoryOf(memory), kind: "polling", stream: null, probes, stage, probe: null },
    commands: [
      ...closeBut(...(running ? [memory.poll] : [])),
      ...(running ? [] : [open(memory.poll)]),
      { type: "probeIn", probes, retryAfterMs },
    ],
  };
}

/** One rung down from a stream; the poll goes on. The next stream gets one chance: it is the same network. */
function demote(memory: Memory, running: Stage | null): Step {
  if (memory.stream !== topRung) return poll({ ...memory, strikes: 0 }, running);
  return openStream({ ...memory, strikes: 1 }, "fetchStream", running);
}

/** The network may be another one now: what was learned about the old one is forgotten. */
export function forget(memory: Memory): Memory {
  return {
    ...{ stream: topRung, poll: "longPoll", failures: 0, cuts: 0, probes: 0, online: true },
    // Only for a poll at once, should it be the same one after all.
    strikes: memory.stream === topRung ? 0 : 1,
  };
}

export const reconnectNow = (state: ConnectionState): Step => connect({ ...state, failures: 0 });

export const wake = (state: ConnectionState): Step => caughtUp(reconnectNow(state));

export const connectAfresh = (state: ConnectionState): Step => connect(forget(state));

export const wakeAfresh = (state: ConnectionState): Step => caughtUp(connectAfresh(state));

/** As the step, and asks at once what has happened meanwhile. */
function caughtUp({ state, commands }: Step): Step {
  return { state, commands: [...commands, { type: "catchUp" }] };
}

export function goOffline(state: ConnectionState): Step {
  return waitIn("offline", { ...state, online: false, failures: 0 }, null);
}

function waitIn(kind: "waiting" | "offline", memory: Memory, retryAfterMs: number | null): Step {
  const failures = memory.failures + 1;
  return {
    state: { ...memoryOf(memory), kind, failures },
    commands: [...closeBut(), { type: "retryIn", failures, retryAfterMs }],
  };
}

export function wait(memory: Memory, retryAfterMs: number | null): Step {
  return waitIn(memory.online ? "waiting" : "offline", memory, retryAfterMs);
}

type Streaming = StateOf<"connecting" | "live">;

/** Silence where a poll is answered is the network's doing; where nothing is, it may be anything. */
export function streamSilent(state: Streaming, signal: Silence): Step {
  const running = runningPoll(state);
  const isBlocked = running !== null && running !== "opening" && signal.livedMs === null;
  const after = afterLife(state, signal);
  if (isBlocked || after.strikes >= mostStrikes) return demote(after, running);
  return openStream({ ...after, strikes: 1 }, after.stream, running);
}

export function streamFailed(state: Streaming, signal: Failed): Step {
  const reason = stopReason(signal.status);
  if (reason) return stopped(state, reason);
  const after = afterLife(state, signal);
  // One who has too many streams may have too many for long; polls aren't counted.
  if (signal.status === 429) return poll(after, runningPoll(state), signal.retryAfterMs);
  if (after.strikes >= mostStrikes) return demote(after, runningPoll(state));
  return wait(after, signal.retryAfterMs);
}

/** After a long life nothing is held against streams, and the better one gets a trial, with a poll beside it. */
function afterLife(state: Streaming, signal: Silence | Failed): Memory & { stream: StreamRung } {
  const strikes = strikesAfter(state.strikes, signal);
  const memory = { ...memoryOf(state), stream: state.stream, strikes };
  if (!livedLong(signal)) return memory;
  return { ...memory, probes: 0, stream: topRung, strikes: state.stream === topRung ? 0 : 1 };
}

/** A stream regained from a poll is on probation: one early death sends it back. */
export function live(state: StateOf<"connecting" | "polling">, stream: StreamRung): Step {
  const regained = state.kind === "polling" ? { strikes: 1, probes: state.probes + 1 } : {};
  return {
    state: { ...memoryOf(state), ...regained, kind: "live", stream, failures: 0, online: true },
    commands: closeBut(stream),
  };
}

export function backupFailed(state: StateOf<"connecting">, signal: Failed): Step {
  const reason = stopReason(signal.status);
  if (reason) return stopped(state, reason);
  if (state.backup === null || signal.rung !== state.poll) return stay(state);
  const cut = afterCut(state, state.backup, signal);
  if (cut) return { state: { ...state, ...cut.memory, backup: "opening" }, commands: cut.commands };
  return { state: { ...state, backup: null }, commands: [close(state.poll), { type: "backupIn" }] };
}

/**
 * If nobody answers at all, what was held against the stream may have been the
 * beginning of that: afterwards it gets another chance, with the poll beside it.
 */
export function pollFailed(state: StateOf<"polling">, signal: Failed): Step {
  const { probe } = state;
  const cut = afterCut(state, state.stage, signal);
  if (cut) return { state: { ...state, ...cut.memory, stage: "opening" }, commands: cut.commands };
  if (probe?.stage === "proven" && isStream(probe.rung)) return live(state, probe.rung);
  const memory = memoryOf(state);
  const again = { ...memory, stream: topRung, strikes: 1, cuts: 0 };
  return wait(isUnreachable(signal.status) ? again : memory, signal.retryAfterMs);
}

/**
 * A poll that was answered and then cut is asked again at once, beginning with a
 * request that doesn't wait. If the long one is cut twice and only that request
 * gets an answer, waiting is what this network doesn't allow. Null: it wasn't cut.
 */
function afterCut(memory: Memory, stage: Stage, { status }: Failed) {
  if (stage === "opening" || !isCut(status)) return null;
  const cuts = stage === "proven" ? 1 : memory.cuts + 1;
  const isHopeless = memory.poll === "longPoll" && cuts >= mostCuts;
  const next: Pick<Memory, "poll" | "cuts"> = isHopeless
    ? { poll: "shortPoll", cuts: 0 }
    : { poll: memory.poll, cuts };
  return { memory: next, commands: [close(memory.poll), open(next.poll)] };
}

export function probeFailed(state: StateOf<"polling">, signal: Silence | Failed): Step {
  const why = signal.type === "failed" ? signal : null;
  const probes = why && isSentAway(why.status) ? state.probes : state.probes + 1;
  const retryAfterMs = why?.retryAfterMs ?? null;
  return {
    state: { ...state, probes, probe: null },
    commands: [close(signal.rung), { type: "probeIn", probes, retryAfterMs }],
  };
}

/** A stream that is probed has to live a while: some networks let it open and then cut it. */
export function probeProven(state: StateOf<"polling">, rung: Rung): Step {
  const probe = { rung, stage: "proven" } as const;
  if (isStream(rung)) return { state: { ...state, probe }, commands: [{ type: "promoteIn" }] };
  const probes = state.probes + 1;
  return {
    state: { ...state, poll: "longPoll", stage: "proven", cuts: 0, probes, probe: null },
    commands: [close("shortPoll"), { type: "probeIn", probes, retryAfterMs: null }],
  };
}
