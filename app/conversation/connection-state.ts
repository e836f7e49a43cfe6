/**
 * The life of the browser's connection as a pure table: every signal has an
 * answer in every state, nothing throws, and all that happens outside (opening,
 * waiting, fetching) is asked for by commands. `connection.ts` carries them out.
 */

import { isUnreachable, stopReason, weakStreamsAfter } from "./connection-evidence";
import type {
  Command,
  ConnectionState,
  Failed,
  Kind,
  Memory,
  Rung,
  Signal,
  Silence,
  Step,
  StopReason,
} from "./connection-types";

const weakStreamsToDemote = 2;

const open = (rung: Rung): Command => ({ type: "open", rung });
const close = (rung: Rung): Command => ({ type: "close", rung });
const closeAll = [close("stream"), close("poll")];

export const initialState: ConnectionState = {
  kind: "stopped",
  reason: "idle",
  rung: "stream",
  failures: 0,
  weakStreams: 0,
  probes: 0,
  online: true,
};

function memoryOf(state: ConnectionState): Memory {
  const { rung, failures, weakStreams, probes, online } = state;
  return { rung, failures, weakStreams, probes, online };
}

const stay = (state: ConnectionState): Step => ({ state, commands: [] });

function stopped(state: ConnectionState, reason: StopReason): Step {
  return { state: { ...memoryOf(state), kind: "stopped", reason }, commands: closeAll };
}

/** Opens what the memory says; after a weak stream the poll runs beside the next one. */
function connect(state: ConnectionState): Step {
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
    commands: [close("stream"), open("poll"), { type: "probeIn", probes }],
  };
}

/** The network may be another one now: what was learned about the old one is forgotten. */
function connectAfresh(state: ConnectionState): Step {
  const fresh = { ...state, rung: "stream" as const, failures: 0, probes: 0, online: true };
  return connect({ ...fresh, weakStreams: state.rung === "poll" ? 1 : 0 });
}

const reconnectNow = (state: ConnectionState): Step => connect({ ...state, failures: 0 });

function goOffline(state: ConnectionState): Step {
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

function streamSilent(state: ConnectionState, signal: Silence): Step {
  const after = { ...state, weakStreams: weakStreamsAfter(state.weakStreams, signal) };
  return after.weakStreams >= weakStreamsToDemote ? poll(after) : connect(after);
}

function streamFailed(state: ConnectionState, signal: Failed): Step {
  const reason = stopReason(signal.status);
  if (reason) return stopped(state, reason);
  const after = { ...state, weakStreams: weakStreamsAfter(state.weakStreams, signal) };
  if (after.weakStreams >= weakStreamsToDemote) return poll(after);
  return wait(after, signal.retryAfterMs);
}

/** A stream regained from the poll is on probation: one early death sends it back. */
function live(state: ConnectionState): Step {
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

type StateOf<K extends Kind> = Extract<ConnectionState, { kind: K }>;
type SignalOf<T extends Signal["type"]> = Extract<Signal, { type: T }>;
type Row<K extends Kind> = {
  [T in Signal["type"]]: (state: StateOf<K>, signal: SignalOf<T>) => Step;
};

/** What most signals mean in most states; the rows below say only what differs. */
const common: Row<Kind> = {
  start: stay,
  opened: stay,
  eventBeat: stay,
  silence: stay,
  failed: (state, signal) => {
    const reason = stopReason(signal.status);
    return reason ? stopped(state, reason) : stay(state);
  },
  reached: stay,
  online: connectAfresh,
  offline: goOffline,
  visible: reconnectNow,
  hidden: stay,
  pageshow: reconnectNow,
  timer: stay,
  stop: (state) => stopped(state, "idle"),
};

const unlessIdle =
  (then: (state: ConnectionState) => Step) =>
  (state: StateOf<"stopped">): Step =>
    state.reason === "signed_out" ? then(state) : stay(state);

const table: { [K in Kind]: Row<K> } = {
  stopped: {
    ...common,
    start: (state) => connect({ ...state, failures: 0, online: true }),
    failed: stay,
    // Signing in again happens in another tab; coming back from it is the moment to try.
    online: unlessIdle(connectAfresh),
    visible: unlessIdle(reconnectNow),
    pageshow: unlessIdle(reconnectNow),
    offline: stay,
    stop: (state) => ({ state: { ...state, reason: "idle" }, commands: closeAll }),
  },
  connecting: {
    ...common,
    opened: (state) => ({ state: { ...state, greeted: true }, commands: [] }),
    eventBeat: (state, { rung }) =>
      rung === "stream" && state.greeted ? live(state) : stay(state),
    silence: (state, signal) =>
      signal.rung === "stream"
        ? streamSilent(state, signal)
        : { state, commands: state.backup ? [open("poll")] : [] },
    failed: (state, signal) =>
      signal.rung === "stream" ? streamFailed(state, signal) : backupFailed(state, signal),
    // It is being opened this very moment, and has three seconds to prove itself.
    visible: stay,
  },
  live: {
    ...common,
    silence: (state, signal) =>
      signal.rung === "stream" ? streamSilent(state, signal) : stay(state),
    failed: (state, signal) =>
      signal.rung === "stream" ? streamFailed(state, signal) : common.failed(state, signal),
    visible: (state) => ({ state, commands: [{ type: "catchUp" }] }),
  },
  waiting: { ...common, timer: connect, reached: reconnectNow },
  offline: {
    ...common,
    // "Offline" is only what the browser believes; now and then that is tested.
    timer: connect,
    reached: reconnectNow,
  },
  polling: {
    ...common,
    opened: (state) =>
      state.probe === "opening"
        ? { state: { ...state, probe: "greeted" }, commands: [] }
        : stay(state),
    eventBeat: (state, { rung }) => {
      if (rung === "poll") return stay({ ...state, proven: true, failures: 0, online: true });
      if (state.probe !== "greeted") return stay(state);
      return { state: { ...state, probe: "proving" }, commands: [{ type: "promoteIn" }] };
    },
    silence: (state, { rung }) =>
      rung === "stream" ? probeFailed(state) : { state, commands: [open("poll")] },
    failed: (state, signal) => {
      const reason = stopReason(signal.status);
      if (reason) return stopped(state, reason);
      return signal.rung === "stream" ? probeFailed(state) : pollFailed(state, signal);
    },
    // A poll that slept with the machine may wait for an answer that never comes.
    visible: (state) => ({ state, commands: [open("poll")] }),
    // Some networks let a stream open and then cut it; it replaces the poll once it has lived a while.
    timer: (state) => {
      if (state.probe === "proving") return live(state);
      if (state.probe !== "none") return stay(state);
      return { state: { ...state, probe: "opening" }, commands: [open("stream")] };
    },
  },
};

function backupFailed(state: StateOf<"connecting">, signal: Failed): Step {
  const reason = stopReason(signal.status);
  if (reason) return stopped(state, reason);
  return { state: { ...state, backup: false }, commands: [close("poll")] };
}

/**
 * If nobody answers at all, what was held against the stream may have been the
 * beginning of that: afterwards it gets another chance, with the poll beside it.
 */
function pollFailed(state: StateOf<"polling">, signal: Failed): Step {
  const again = isUnreachable(signal.status) ? { rung: "stream" as const, weakStreams: 1 } : {};
  return wait({ ...state, ...again }, signal.retryAfterMs);
}

function probeFailed(state: StateOf<"polling">): Step {
  const probes = state.probes + 1;
  return {
    state: { ...state, probes, probe: "none" },
    commands: [close("stream"), { type: "probeIn", probes }],
  };
}

export function next(state: ConnectionState, signal: Signal): Step {
  const row = table[state.kind] as Row<Kind>;
  const answer = row[signal.type] as (state: ConnectionState, signal: Signal) => Step;
  return answer(state, signal);
}
