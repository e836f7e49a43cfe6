import { type Random, retryDelayMs } from "~/lib/backoff";
import { type Alarm, type BrowserClock, createAlarm } from "./browser-clock";
import { type ConnectionLabel, labelOf, quietMs } from "./connection-label";
import { stopReason } from "./connection-evidence";
import { initialState, next } from "./connection-state";
import type { Command, ConnectionState, Rung, Signal } from "./connection-types";
import { pollWaitSeconds } from "./long-poll-transport";
import type { Closed, Frame, Transport } from "./transport";
import { isRecord } from "./wire";

/** `hello` and the event after it must be here by then, or the stream doesn't get through. */
const proofMs = 3_000;
const pollSilenceMs = pollWaitSeconds * 1_000 + 12_000;
const defaultHeartbeatMs = 15_000;
/** Soon at first: a server that restarts can look like a network that blocks. */
const firstProbeMs = 3_000;
const longestProbeMs = 5 * 60_000;
const promoteAfterMs = 5_000;

export type ConnectionDeps = {
  transports: Record<Rung, Transport>;
  /** From where to go on; asked at every opening. */
  cursor: () => string;
  frame: (frame: Frame) => void;
  catchUp: () => void;
  changed: (state: ConnectionState, label: ConnectionLabel) => void;
  clock: BrowserClock;
  random: Random;
};

export type Connection = {
  signal(signal: Signal): void;
  /** A request beside the connection was refused, e.g. because one is signed out. */
  refused(why: Closed): void;
};

/** What is open on one rung. */
type Line = {
  rung: Rung;
  controller: AbortController;
  silence: Alarm;
  /** Clock times; `helloAt` null until the stream has greeted. */
  helloAt: number | null;
  dueAt: number;
  heartbeatMs: number;
  proven: boolean;
};

/** Carries out what the table of `connection-state.ts` says, and reports to it what happens. */
export function createConnection(deps: ConnectionDeps): Connection {
  const { clock } = deps;
  const timer = createAlarm(clock);
  const labelTimer = createAlarm(clock);
  const lines = new Map<Rung, Line>();
  let state = initialState;
  let label: ConnectionLabel = "connecting";
  let downSince: number | null = null;

  function dispatch(signal: Signal): void {
    const before = state.kind;
    const step = next(state, signal);
    state = step.state;
    // A timer belongs to the state that set it.
    if (state.kind !== before) timer.clear();
    for (const command of step.commands) carryOut(command);
    report();
  }

  function carryOut(command: Command): void {
    switch (command.type) {
      case "open":
        close(command.rung);
        open(command.rung);
        return;
      case "close":
        close(command.rung);
        return;
      case "catchUp":
        deps.catchUp();
        return;
      case "retryIn":
        setTimer(retryDelayMs(command.failures, command.retryAfterMs, deps.random));
        return;
      case "promoteIn":
        setTimer(promoteAfterMs);
        return;
      case "probeIn": {
        const doubled = firstProbeMs * 2 ** Math.min(command.probes - 1, 8);
        const ms = Math.min(doubled, longestProbeMs) * (0.8 + 0.4 * deps.random());
        setTimer(Math.max(ms, askedFor(command.retryAfterMs)));
      }
    }
  }

  function askedFor(retryAfterMs: number | null): number {
    return retryAfterMs === null ? 0 : retryDelayMs(1, retryAfterMs, deps.random);
  }

  function setTimer(ms: number): void {
    timer.set(ms, () => {
      dispatch({ type: "timer" });
    });
  }

  function open(rung: Rung): void {
    const line: Line = {
      rung,
      controller: new AbortController(),
      silence: createAlarm(clock),
      helloAt: null,
      dueAt: 0,
      heartbeatMs: defaultHeartbeatMs,
      proven: false,
    };
    lines.set(rung, line);
    expectData(line, rung === "stream" ? proofMs : pollSilenceMs);
    const handlers = {
      frame: (frame: Frame) => {
        if (!line.controller.signal.aborted) arrived(line, frame);
      },
      closed: (why: Closed) => {
        if (!line.controller.signal.aborted) dispatch({ type: "failed", ...closing(line), ...why });
      },
    };
    deps.transports[rung].start(deps.cursor(), handlers, line.controller.signal);
  }

  function close(rung: Rung): void {
    const line = lines.get(rung);
    lines.delete(rung);
    line?.silence.clear();
    line?.controller.abort();
  }

  function arrived(line: Line, frame: Frame): void {
    if (line.rung === "stream" && frame.type === "hello") {
      line.helloAt = clock.now();
      line.heartbeatMs = heartbeatIn(frame.data);
      dispatch({ type: "opened" });
    } else {
      line.proven = line.rung === "poll" || line.helloAt !== null;
      dispatch({ type: "eventBeat", rung: line.rung });
    }
    // Before it is proven, a trickle of data doesn't move the three seconds.
    if (line.rung === "poll") expectData(line, pollSilenceMs);
    else if (line.proven) expectData(line, 2 * line.heartbeatMs);
    deps.frame(frame);
  }

  function expectData(line: Line, ms: number): void {
    if (line.controller.signal.aborted) return;
    line.dueAt = clock.now() + ms;
    line.silence.set(ms, () => {
      dispatch({ type: "silence", ...closing(line) });
    });
  }

  function closing({ rung, helloAt }: Line): { rung: Rung; livedMs: number | null } {
    return { rung, livedMs: helloAt === null ? null : clock.now() - helloAt };
  }

  /** Timers sleep with the machine and in hidden tabs; waking, what is overdue is over. */
  function noticeOverdue(): void {
    for (const line of [...lines.values()]) {
      const isOver = line.dueAt <= clock.now() && lines.get(line.rung) === line;
      if (isOver) dispatch({ type: "silence", ...closing(line) });
    }
  }

  function report(): void {
    const isUp = state.kind === "live" || (state.kind === "polling" && state.proven);
    downSince = isUp ? null : (downSince ?? clock.now());
    const downForMs = downSince === null ? 0 : clock.now() - downSince;
    label = labelOf(state, downForMs, label);
    const isSettled = isUp || state.kind === "stopped" || downForMs >= quietMs;
    if (isSettled) labelTimer.clear();
    else labelTimer.set(quietMs - downForMs, report);
    deps.changed(state, label);
  }

  return {
    signal: (signal) => {
      if (signal.type === "start") downSince = null;
      if (isWaking(signal)) noticeOverdue();
      dispatch(signal);
    },
    refused: (why) => {
      // Only what would be refused on every rung; anything else is between that request and its answer.
      const isFinal = stopReason(why.status) !== null;
      if (isFinal) dispatch({ type: "failed", rung: "poll", livedMs: null, ...why });
    },
  };
}

function isWaking({ type }: Signal): boolean {
  return type === "visible" || type === "online" || type === "pageshow";
}

function heartbeatIn(data: unknown): number {
  const ms = isRecord(data) ? Number(data["heartbeatMs"]) : NaN;
  return ms >= 1_000 && ms <= 60_000 ? ms : defaultHeartbeatMs;
}
