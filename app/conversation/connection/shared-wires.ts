import { type BrowserClock, createAlarm } from "../browser-clock";
import type { Transport, TransportHandlers } from "./transport";
import { createWireLeader, type OpenWire, type WireLeader } from "./wire-leader";
import type { Want, WireMessage } from "./wire-messages";

/** Carries messages to the other tabs; opening it may throw where the browser denies it. */
export type OpenWireChannel = (hear: (message: WireMessage) => void) => {
  say(message: WireMessage): void;
  close(): void;
};

/**
 * Waits for its turn to lead, or takes it from who has it. `lost`: somebody took it, or it is
 * `denied` here. Neither is called after the returned undo.
 */
export type HoldTurn = (
  take: boolean,
  held: () => void,
  lost: (denied: boolean) => void,
) => () => void;

export type SharedWires = {
  /** `alone` is the session's own transport of that rung, where nothing can be shared. */
  transport(rung: string, session: string, alone: Transport): Transport;
  /** The page is about to stop: somebody else leads. Calling `wake`, or another start, undoes it. */
  sleep(): void;
  wake(): void;
};

/** A leader that lives answers within milliseconds. One that doesn't is asked again, then replaced. */
const answerMs = 500;
const missesToLead = 2;
const missesToGoAlone = 4;
/** A frozen leader is noticed by then. */
const repeatMs = 2_500;

type Joiner = Want & {
  handlers: TransportHandlers;
  signal: AbortSignal;
  alone: Transport;
  /** Ends its own transport, while it has one. */
  ownEnds: AbortController | null;
};

/**
 * One wire for all tabs of a browser: whoever has the turn leads and keeps the real connections;
 * every tab, the leader's too, tells what it wants and hears what comes (docs/protocol.md, "The shared wire").
 */
export function createSharedWires(deps: {
  /** This page's own name. */
  tab: string;
  openChannel: OpenWireChannel;
  holdTurn: HoldTurn;
  openWire: OpenWire;
  clock: BrowserClock;
}): SharedWires {
  const { tab, clock } = deps;
  const joiners = new Set<Joiner>();
  const alarm = createAlarm(clock);
  let channel: ReturnType<OpenWireChannel> | null = null;
  let endTurn: () => void = () => undefined;
  let leader: WireLeader | null = null;
  /** By whom this tab is served. */
  let servedBy = "";
  let denied = false;
  let asksSoon = false;
  let misses = 0;
  let starts = 0;

  /** Others hear it, and so does this tab. */
  function say(message: WireMessage): void {
    channel?.say(message);
    hear(message);
  }

  function wake(): boolean {
    if (channel || denied) return !denied;
    try {
      channel = deps.openChannel(hear);
      takeTurn(false);
      if (joiners.size > 0) ask();
    } catch {
      giveUp();
    }
    return !denied;
  }

  function takeTurn(now: boolean): void {
    endTurn();
    const lead = () => {
      leader = createWireLeader({
        say: (message) => {
          say({ by: tab, ...message });
        },
        open: deps.openWire,
        clock,
      });
      say({ by: tab, type: "lead" });
    };
    endTurn = deps.holdTurn(now, lead, (isDenied) => {
      stopLeading();
      if (isDenied) giveUp();
      else takeTurn(false);
    });
  }

  function stopLeading(): void {
    leader?.stop();
    leader = null;
  }

  /** Nothing can be shared here, now or later. */
  function giveUp(): void {
    denied = true;
    sleep();
    for (const joiner of [...joiners]) goAlone(joiner, "for good");
  }

  /**
   * On its own transport, for good or until a leader serves it: left alone, six tabs would keep all
   * the connections that a browser opens to a host.
   */
  function goAlone(joiner: Joiner, how: "for good" | "meanwhile"): void {
    if (how === "for good") joiners.delete(joiner);
    if (joiner.ownEnds) return;
    joiner.ownEnds = new AbortController();
    const { frame, closed } = joiner.handlers;
    const handlers: TransportHandlers = {
      frame,
      closed: (why) => {
        joiners.delete(joiner);
        closed(why);
      },
    };
    joiner.alone.start(joiner.cursor, handlers, joiner.ownEnds.signal);
  }

  function endOwn(joiner: Joiner): void {
    joiner.ownEnds?.abort();
    joiner.ownEnds = null;
  }

  /** It counts on the leader, and has nothing of its own. */
  function isShared({ ownEnds }: Joiner): boolean {
    return ownEnds === null;
  }

  function askSoon(): void {
    if (asksSoon) return;
    asksSoon = true;
    queueMicrotask(() => {
      asksSoon = false;
      ask();
    });
  }

  function ask(): void {
    if (!channel) return;
    if ([...joiners].some(isShared)) alarm.set(answerMs, miss);
    else if (joiners.size > 0) alarm.set(repeatMs, ask);
    else alarm.clear();
    const want = [...joiners].map(({ n, rung, session, cursor }) => ({ n, rung, session, cursor }));
    say({ by: tab, type: "want", want });
  }

  function miss(): void {
    misses += 1;
    if (misses === missesToLead) takeTurn(true);
    if (misses >= missesToGoAlone) {
      misses = 0;
      for (const joiner of joiners) goAlone(joiner, "meanwhile");
    }
    ask();
  }

  function hear(message: WireMessage): void {
    switch (message.type) {
      case "want":
        leader?.take(message.by, message.want);
        return;
      case "lead":
        // Of two who say so each gives its turn up, since either may be the one that has lost it.
        if (message.by !== tab && leader) {
          stopLeading();
          takeTurn(false);
        }
        servedBy = message.by;
        misses = 0;
        if (joiners.size > 0) ask();
        return;
      case "served":
        if (message.to === tab) served(message);
        return;
      case "frames":
        if ((message.to ?? tab) === tab) handOn(message);
        return;
      case "closed":
        // One that was frozen and has been replaced may find its old wire dead.
        if (message.by === servedBy) close(message);
    }
  }

  function served({ by, refused }: Extract<WireMessage, { type: "served" }>): void {
    servedBy = by;
    misses = 0;
    if (joiners.size > 0) alarm.set(repeatMs, ask);
    for (const joiner of [...joiners]) {
      if (refused.includes(joiner.n)) goAlone(joiner, "for good");
      else endOwn(joiner);
    }
  }

  /** Who hears what comes on the wire of that rung, about that session. */
  function on({ rung, session }: { rung: string; session?: string }): Joiner[] {
    return [...joiners]
      .filter(isShared)
      .filter((one) => one.rung === rung && (session === undefined || one.session === session));
  }

  function handOn(message: Extract<WireMessage, { type: "frames" }>): void {
    for (const joiner of on(message)) {
      joiner.cursor = message.cursor;
      for (const frame of message.frames) if (joiners.has(joiner)) joiner.handlers.frame(frame);
    }
  }

  function close(message: Extract<WireMessage, { type: "closed" }>): void {
    const over = on(message);
    for (const joiner of over) joiners.delete(joiner);
    askSoon();
    for (const { signal, handlers } of over) if (!signal.aborted) handlers.closed(message.why);
  }

  function sleep(): void {
    channel?.say({ by: tab, type: "want", want: [] });
    stopLeading();
    endTurn();
    endTurn = () => undefined;
    alarm.clear();
    channel?.close();
    channel = null;
  }

  return {
    transport: (rung, session, alone) => ({
      start: (cursor, handlers, signal) => {
        if (!wake()) {
          alone.start(cursor, handlers, signal);
          return;
        }
        const want: Want = { n: (starts += 1), rung, session, cursor };
        const joiner: Joiner = { ...want, handlers, signal, alone, ownEnds: null };
        joiners.add(joiner);
        signal.addEventListener("abort", () => {
          endOwn(joiner);
          if (joiners.delete(joiner)) askSoon();
        });
        askSoon();
      },
    }),
    sleep,
    wake: () => {
      if (joiners.size > 0) wake();
    },
  };
}
