import { type Alarm, type BrowserClock, createAlarm } from "../browser-clock";
import type { Signal } from "./connection-types";
import { isStream, type Rung } from "./ladder";
import { pollWaitSeconds } from "./long-poll-transport";
import type { Closed, Frame, Transport } from "./transport";
import { headIn, isRecord } from "../wire";

/**
 * `hello`, the event after it and the one that the server sends a moment later must be here by
 * then, or the stream doesn't get through: what fills a proxy's block at the start, or pushes the
 * event before it out, says nothing of what comes alone.
 */
const proofMs = 3_000;
/** What a poll has brought must have come by the stream beside it by then, or that holds things back. */
const lagMs = 3_000;
/** A poll's requests end by themselves sooner; only one that slept with the machine doesn't. */
const pollSilenceMs = pollWaitSeconds * 1_000 + 12_000;
const defaultHeartbeatMs = 15_000;

export type LinesDeps = {
  transports: Record<Rung, Transport>;
  /** From where to go on; asked at every opening. */
  cursor: () => string;
  frame: (frame: Frame) => void;
  report: (signal: Signal) => void;
  clock: BrowserClock;
};

/** What is open, at most one line on each rung; reports what each proves. */
export type Lines = {
  /** Replaces what is open on that rung. */
  open(rung: Rung): void;
  close(rung: Rung): void;
  /** Timers sleep with the machine and in hidden tabs; waking, what is overdue is over. */
  noticeOverdue(): void;
};

type Line = {
  rung: Rung;
  controller: AbortController;
  silence: Alarm;
  /** Clock times; `openedAt` null until `hello`, or until a poll's first answer. */
  openedAt: number | null;
  dueAt: number;
  heartbeatMs: number;
  /** Of a stream: heartbeats since it was greeted. */
  beats: number;
  /** Of a stream: how far it has come, as seq. */
  seen: number;
  /** What it has to have come to when the alarm goes off. */
  owed: number | null;
  lag: Alarm;
};

export function createLines({ clock, report, ...deps }: LinesDeps): Lines {
  const lines = new Map<Rung, Line>();

  function open(rung: Rung): void {
    close(rung);
    const controller = new AbortController();
    const line: Line = {
      ...{ rung, controller, silence: createAlarm(clock) },
      ...{ openedAt: null, dueAt: 0, heartbeatMs: defaultHeartbeatMs },
      ...{ beats: 0, seen: 0, owed: null, lag: createAlarm(clock) },
    };
    lines.set(rung, line);
    expectData(line, isStream(rung) ? proofMs : pollSilenceMs);
    const { signal } = controller;
    const handlers = {
      frame: (frame: Frame) => {
        if (!signal.aborted) arrived(line, frame);
      },
      closed: (why: Closed) => {
        if (!signal.aborted) report({ type: "failed", ...ending(line), ...why });
      },
    };
    deps.transports[rung].start(deps.cursor(), handlers, signal);
  }

  function close(rung: Rung): void {
    const line = lines.get(rung);
    lines.delete(rung);
    line?.silence.clear();
    line?.lag.clear();
    line?.controller.abort();
  }

  function arrived(line: Line, frame: Frame): void {
    if (isStream(line.rung)) streamArrived(line, frame);
    else if (frame.type === "heartbeat") answered(line, headIn(frame.data) ?? 0);
    deps.frame(frame);
  }

  function streamArrived(line: Line, frame: Frame): void {
    if (frame.type === "hello") {
      line.heartbeatMs = heartbeatIn(frame.data);
      if (!isProven(line)) line.beats = 0;
      noteOpened(line);
    }
    if (frame.type === "heartbeat" && line.openedAt !== null) line.beats += 1;
    line.seen = Math.max(line.seen, seqIn(frame.data));
    // Before, a trickle of data doesn't move the three seconds.
    if (!isProven(line)) return;
    expectData(line, 2 * line.heartbeatMs);
    report({ type: "eventBeat", rung: line.rung });
  }

  /** The frame at the end of each of a poll's answers. */
  function answered(line: Line, head: number): void {
    expectData(line, pollSilenceMs);
    for (const other of lines.values()) if (isStream(other.rung)) compare(other, head);
    if (line.openedAt === null) noteOpened(line);
    else report({ type: "eventBeat", rung: line.rung });
  }

  /** A stream that doesn't bring what a poll has brought is as good as silent. */
  function compare(stream: Line, head: number): void {
    if (!isProven(stream) || stream.seen >= head || stream.owed !== null) return;
    stream.owed = head;
    stream.lag.set(lagMs, () => {
      stream.owed = null;
      if (stream.seen < head) report({ type: "silence", ...ending(stream) });
    });
  }

  function noteOpened(line: Line): void {
    line.openedAt ??= clock.now();
    report({ type: "opened", rung: line.rung });
  }

  function expectData(line: Line, ms: number): void {
    line.dueAt = clock.now() + ms;
    line.silence.set(ms, () => {
      report({ type: "silence", ...ending(line) });
    });
  }

  function ending({ rung, openedAt }: Line): { rung: Rung; livedMs: number | null } {
    return { rung, livedMs: openedAt === null ? null : clock.now() - openedAt };
  }

  return {
    open,
    close,
    noticeOverdue: () => {
      for (const line of [...lines.values()]) {
        const isOver = line.dueAt <= clock.now() && lines.get(line.rung) === line;
        if (isOver) report({ type: "silence", ...ending(line) });
      }
    },
  };
}

/** The first heartbeat comes together with the greeting, the second by itself. */
function isProven({ beats }: Line): boolean {
  return beats >= 2;
}

/** How far an event, or a heartbeat, says that the log has got; 0 where it doesn't. */
function seqIn(data: unknown): number {
  const seq = isRecord(data) ? data["seq"] : undefined;
  return typeof seq === "number" ? seq : (headIn(data) ?? 0);
}

function heartbeatIn(data: unknown): number {
  const ms = isRecord(data) ? Number(data["heartbeatMs"]) : NaN;
  return ms >= 1_000 && ms <= 60_000 ? ms : defaultHeartbeatMs;
}
