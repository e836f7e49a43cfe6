/**
 * The life of the browser's connection as a pure table: every signal has an
 * answer in every state, nothing throws, and all that happens outside (opening,
 * waiting, fetching) is asked for by commands. `connection.ts` carries them out.
 */

import { stopReason } from "./connection-evidence";
import {
  backupFailed,
  closeAll,
  connect,
  connectAfresh,
  goOffline,
  live,
  open,
  pollFailed,
  probeFailed,
  reconnectNow,
  stay,
  stopped,
  streamFailed,
  streamSilent,
} from "./connection-steps";
import type { ConnectionState, Kind, Signal, StateOf, Step } from "./connection-types";

export const initialState: ConnectionState = {
  kind: "stopped",
  reason: "idle",
  rung: "stream",
  failures: 0,
  weakStreams: 0,
  probes: 0,
  online: true,
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
    reached: unlessIdle(reconnectNow),
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
    silence: (state, signal) =>
      signal.rung === "stream" ? probeFailed(state, signal) : { state, commands: [open("poll")] },
    failed: (state, signal) => {
      const reason = stopReason(signal.status);
      if (reason) return stopped(state, reason);
      return signal.rung === "stream" ? probeFailed(state, signal) : pollFailed(state, signal);
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

export function next(state: ConnectionState, signal: Signal): Step {
  const row = table[state.kind] as Row<Kind>;
  const answer = row[signal.type] as (state: ConnectionState, signal: Signal) => Step;
  return answer(state, signal);
}
