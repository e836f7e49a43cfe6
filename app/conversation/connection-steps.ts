/** What can happen to a connection, each as the state after it and what is to be done. Pure. */

import { isUnreachable, stopReason, weakStreamsAfter } from "./connection-evidence";
import type {
  Command,
  ConnectionState,
  Failed,
  Memory,
  Rung,
  Silence,
  StateOf,
  Step,
  StopReason,
} from "./connection-types";

const weakStreamsToDemote = 2;

export const open = (rung: Rung): Command => ({ type: "open", rung });
export const close = (rung: Rung): Command => ({ type: "close", rung });
export const closeAll = [close("stream"), close("poll")];

function memoryOf(state: ConnectionState): Memory {
  const { rung, failures, weakStreams, probes, online } = state;
  return { rung, failures, weakStreams, probes, online };
}

export const stay = (state: ConnectionState): Step => ({ state, commands: [] });

export function stopped(state: ConnectionState, reason: StopReason): Step {
  return { state: { ...memoryOf(state), kind: "stopped", reason }, commands: closeAll };
}

/** Opens what the memory says; after a weak stream the poll runs beside the next one. */
export function connect(state: ConnectionState): Step {
  if (state.rung === "poll") return poll(state);
  const backup = state.weakStreams > 0;
  return {
    state: { ...memoryOf(state), kind: "connecting", greeted: false, backup },
    commands: [open("stream"), backup ? open("poll") : close("poll")],
  };
}

function poll(state: ConnectionState): Step {
  const probes = Math.max(state.probes, 1);
  return {
    state: {
      ...memoryOf(state),
      kind: "polling",
      rung: "poll",
      probes,
      proven: false,
      probe: "none",
    },
    commands: [close("stream"), open("poll"), { type: "probeIn", probes, retryAfterMs: null }],
  };
}

/** The network may be another one now: what was learned about the old one is forgotten. */
export function connectAfresh(state: ConnectionState): Step {
  const fresh = { ...state, rung: "stream" as const, failures: 0, probes: 0, online: true };
  return connect({ ...fresh, weakStreams: state.rung === "poll" ? 1 : 0 });
}

export const reconnectNow = (state: ConnectionState): Step => connect({ ...state, failures: 0 });

export function goOffline(state: ConnectionState): Step {
  return waitIn("offline", { ...state, online: false, failures: 0 }, null);
}

function waitIn(kind: "waiting" | "offline", state: ConnectionState, retryAfterMs: number | null) {
  const failures = state.failures + 1;
  const commands: Command[] = [...closeAll, { type: "retryIn", failures, retryAfterMs }];
  return { state: { ...memoryOf(state), kind, failures }, commands };
}

function wait(state: ConnectionState, retryAfterMs: number | null): Step {
  return waitIn(state.online ? "waiting" : "offline", state, retryAfterMs);
}

export function streamSilent(state: ConnectionState, signal: Silence): Step {
  const after = { ...state, weakStreams: weakStreamsAfter(state.weakStreams, signal) };
  return after.weakStreams >= weakStreamsToDemote ? poll(after) : connect(after);
}

export function streamFailed(state: ConnectionState, signal: Failed): Step {
  const reason = stopReason(signal.status);
  if (reason) return stopped(state, reason);
  const after = { ...state, weakStreams: weakStreamsAfter(state.weakStreams, signal) };
  if (after.weakStreams >= weakStreamsToDemote) return poll(after);
  return wait(after, signal.retryAfterMs);
}

/** A stream regained from the poll is on probation: one early death sends it back. */
export function live(state: ConnectionState): Step {
  const weakStreams = state.rung === "poll" ? 1 : state.weakStreams;
  return {
    state: {
      ...memoryOf(state),
      kind: "live",
      rung: "stream",
      weakStreams,
      failures: 0,
      online: true,
    },
    commands: [close("poll")],
  };
}

export function backupFailed(state: StateOf<"connecting">, signal: Failed): Step {
  const reason = stopReason(signal.status);
  if (reason) return stopped(state, reason);
  return { state: { ...state, backup: false }, commands: [close("poll")] };
}

/**
 * If nobody answers at all, what was held against the stream may have been the
 * beginning of that: afterwards it gets another chance, with the poll beside it.
 */
export function pollFailed(state: StateOf<"polling">, signal: Failed): Step {
  const again = isUnreachable(signal.status) ? { rung: "stream" as const, weakStreams: 1 } : {};
  return wait({ ...state, ...again }, signal.retryAfterMs);
}

export function probeFailed(state: StateOf<"polling">, signal: Silence | Failed): Step {
  const why = signal.type === "failed" ? signal : null;
  // Sent away by a server that is busy or on its way out: that says nothing of the network.
  const probes = why?.status === 503 ? state.probes : state.probes + 1;
  const retryAfterMs = why?.retryAfterMs ?? null;
  return {
    state: { ...state, probes, probe: "none" },
    commands: [close("stream"), { type: "probeIn", probes, retryAfterMs }],
  };
}
