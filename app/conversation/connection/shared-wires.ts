import { type BrowserClock, createAlarm } from "../browser-clock";
import { createOwnTransport, movedBy, type OwnTransport } from "./own-transport";
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
  /** For want of a leader that serves it. */
  own: OwnTransport;
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
    for (const { own, cursor } of joiners) own.start(cursor);
    joiners.clear();
  }

  function join(
    want: Want,
    alone: Transport,
    handlers: TransportHandlers,
    signal: AbortSignal,
  ): void {
    const { frame, closed } = handlers;
    const ownHandlers: TransportHandlers = {
      frame: (one) => {
        joiner.cursor = movedBy(one, joiner.cursor);
        frame(one);
      },
      closed: (why) => {
        if (joiners.delete(joiner)) askSoon();
        closed(why);
      },
    };
    const own = createOwnTransport(alone, ownHandlers, clock);
    const joiner: Joiner = { ...want, handlers, signal, own };
    joiners.add(joiner);
    signal.addEventListener("abort", () => {
      own.end();
      if (joiners.delete(joiner)) askSoon();
    });
    askSoon();
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
    if (joiners.size > 0)
      alarm.set([...joiners].every(({ own }) => own.isAlone()) ? repeatMs : answerMs, miss);
    else alarm.clear();
    const want = [...joiners].map(({ n, rung, session, cursor }) => ({ n, rung, session, cursor }));
    say({ by: tab, type: "want", want });
  }

  function miss(): void {
    misses += 1;
    if (misses === missesToLead) takeTurn(true);
    if (misses >= missesToGoAlone) {
      misses = 0;
      // Six tabs alone take all six connections, so they ask on.
      for (const { own, cursor } of joiners) own.start(cursor);
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
        if (message.by !== servedBy) for (const { own } of joiners) own.keep();
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
    for (const { n, own, cursor } of joiners) {
      if (refused.includes(n)) own.start(cursor);
      else own.handOver();
    }
  }

  /** Who hears what comes on the wire of that rung, about that session. */
  function on({ rung, session }: { rung: string; session?: string }): Joiner[] {
    return [...joiners]
      .filter((one) => one.rung === rung && (session === undefined || one.session === session))
      .filter(({ own }) => !own.isAlone());
  }

  function handOn(message: Extract<WireMessage, { type: "frames" }>): void {
    for (const joiner of on(message)) {
      joiner.own.end();
      joiner.cursor = message.cursor;
      for (const frame of message.frames) if (joiners.has(joiner)) joiner.handlers.frame(frame);
    }
  }

  function close(message: Extract<WireMessage, { type: "closed" }>): void {
    const over = on(message);
    for (const joiner of over) {
      joiner.own.end();
      joiners.delete(joiner);
    }
    askSoon();
    for (const { signal, handlers } of over) if (!signal.aborted) handlers.closed(message.why);
  }

  function sleep(): void {
    channel?.say({ by: tab, type: "want", want: [] });
    stopLeading();
    endTurn();
    endTurn = () => undefined;
    alarm.clear();
    misses = 0;
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
        join({ n: (starts += 1), rung, session, cursor }, alone, handlers, signal);
      },
    }),
    sleep,
    wake: () => {
      if (joiners.size > 0) wake();
    },
  };
}
