/**
 * The life of the browser's connection as a pure table: every signal has an
 * answer in every state, nothing throws, and all that happens outside (opening,
 * waiting, fetching) is asked for by commands. `connection.ts` carries them out.
 * Which rungs there are says `ladder.ts`; docs/protocol.md has the table in words.
 */

import { stageAfter, stopReason } from "./connection-evidence";
import {
  asleep,
  backupFailed,
  connect,
  connectAfresh,
  forget,
  goOffline,
  live,
  open,
  pollFailed,
  probeFailed,
  probeProven,
  reconnectNow,
  startOn,
  stay,
  stopped,
  wake,
  wakeAfresh,
  streamFailed,
  streamSilent,
} from "./connection-steps";
import type { ConnectionState, Kind, Proof, Signal, StateOf, Step } from "./connection-types";
import { isStream, probeFrom } from "./ladder";

export const initialState: ConnectionState = {
  ...{ kind: "stopped", reason: "idle", stream: "eventSource", poll: "longPoll" },
  ...{ failures: 0, strikes: 0, cuts: 0, probes: 0, online: true },
};

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
  online: wakeAfresh,
  offline: goOffline,
  visible: wake,
  hidden: stay,
  sleep: asleep,
  pageshow: wake,
  timer: stay,
  stop: (state) => stopped(state, "idle"),
};

const unlessLeft =
  (then: (state: ConnectionState) => Step) =>
  (state: StateOf<"stopped">): Step =>
    state.reason === "idle" ? stay(state) : then(state);

/** Signs of life of the stream that is being opened, or of the poll beside it. */
function connectingProof(state: StateOf<"connecting">, signal: Proof): Step {
  if (signal.rung === state.poll && state.backup !== null) {
    return stay({ ...state, backup: stageAfter(state.backup, signal) });
  }
  if (signal.rung !== state.stream) return stay(state);
  const stage = stageAfter(state.stage, signal);
  return stage === "proven" ? live(state, state.stream) : stay({ ...state, stage });
}

/** Signs of life of the poll, or of what is probed beside it. */
function pollingProof(state: StateOf<"polling">, signal: Proof): Step {
  if (signal.rung === state.poll) {
    const stage = stageAfter(state.stage, signal);
    return stay({ ...state, stage, failures: 0, online: true });
  }
  const { probe } = state;
  if (probe?.rung !== signal.rung || probe.stage === "proven") return stay(state);
  const stage = stageAfter(probe.stage, signal);
  if (stage === "proven") return probeProven(state, probe.rung);
  return stay({ ...state, probe: { ...probe, stage } });
}

const table: { [K in Kind]: Row<K> } = {
  stopped: {
    ...common,
    start: (state, { rung = null }) =>
      connect(startOn({ ...state, failures: 0, online: true }, rung)),
    failed: stay,
    // Signing in again, or as oneself again, happens in another tab: coming back is the moment to try.
    online: unlessLeft(connectAfresh),
    visible: unlessLeft(reconnectNow),
    pageshow: unlessLeft(reconnectNow),
    reached: unlessLeft(reconnectNow),
    offline: stay,
    sleep: stay,
    stop: (state) => stopped(state, "idle"),
  },
  asleep: {
    ...common,
    online: (state) => stay({ ...state, ...forget(state) }),
    offline: (state) => stay({ ...state, online: false }),
    sleep: stay,
  },
  connecting: {
    ...common,
    opened: connectingProof,
    eventBeat: connectingProof,
    silence: (state, signal) => {
      if (signal.rung === state.stream) return streamSilent(state, signal);
      return signal.rung === state.poll ? backUp(state) : stay(state);
    },
    failed: (state, signal) => {
      if (signal.rung === state.stream) return streamFailed(state, signal);
      return backupFailed(state, signal);
    },
    // It is being opened this very moment, and has three seconds to prove itself.
    visible: stay,
    // Nothing has come so far: from now on a poll runs beside it.
    timer: (state) => (state.backup === null ? backUp(state) : stay(state)),
  },
  live: {
    ...common,
    silence: (state, signal) =>
      signal.rung === state.stream ? streamSilent(state, signal) : stay(state),
    failed: (state, signal) =>
      signal.rung === state.stream ? streamFailed(state, signal) : common.failed(state, signal),
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
    opened: pollingProof,
    eventBeat: pollingProof,
    silence: (state, signal) => {
      if (signal.rung === state.probe?.rung) return probeFailed(state, signal);
      return signal.rung === state.poll ? pollAgain(state) : stay(state);
    },
    failed: (state, signal) => {
      const reason = stopReason(signal.status);
      if (reason) return stopped(state, reason);
      if (signal.rung === state.probe?.rung) return probeFailed(state, signal);
      return signal.rung === state.poll ? pollFailed(state, signal) : stay(state);
    },
    // A poll that slept with the machine may wait for an answer that never comes.
    visible: pollAgain,
    timer: (state) => {
      const { probe } = state;
      if (probe?.stage === "proven" && isStream(probe.rung)) return live(state, probe.rung);
      if (probe !== null) return stay(state);
      const rung = probeFrom(state.poll, state.probes);
      return { state: { ...state, probe: { rung, stage: "opening" } }, commands: [open(rung)] };
    },
  },
};

function backUp(state: StateOf<"connecting">): Step {
  return { state: { ...state, backup: "opening" }, commands: [open(state.poll)] };
}

function pollAgain(state: StateOf<"polling">): Step {
  return { state: { ...state, stage: "opening" }, commands: [open(state.poll)] };
}

export function next(state: ConnectionState, signal: Signal): Step {
  const row = table[state.kind] as Row<Kind>;
  const answer = row[signal.type] as (state: ConnectionState, signal: Signal) => Step;
  return answer(state, signal);
}
