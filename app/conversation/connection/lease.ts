import { type BrowserClock, createAlarm } from "../browser-clock";
import type { HoldTurn } from "./shared-wires";

/** The note of whose turn it is, where the pages of one browser see it. */
export type LeaseNote = {
  /** As the browser's localStorage; may be denied or full. */
  storage: () => Pick<Storage, "getItem" | "setItem" | "removeItem">;
  name: string;
  /** Calls when another page has written or removed it, until the returned undo is called. */
  watch(changed: () => void): () => void;
};

/**
 * A hidden page's timers ring once a minute, so a leader that lives renews at least that often. That
 * a dead or frozen one is believed for so long does no harm: who asks it in vain takes the lease.
 */
const leaseMs = 150_000;
const renewMs = 10_000;
/**
 * Pages of several processes see each other's writing late, and nothing compares and sets: one that
 * has written its name looks again after this, when the last of those who wrote stands there for all.
 */
const settleMs = 150;
/**
 * Chromium's hidden pages look again on the full second, all at the same moment: it lasts longer, or
 * they would take it from each other for ever. Short, since who dies meanwhile holds the others up.
 */
const claimMs = 1_500;
/** All who wait see at the same moment that the turn is free. */
const jitterMs = 100;

/**
 * Takes turns by a note in localStorage, for want of Web Locks. Two may for a moment believe that
 * it's their turn, until the writing of the later one reaches the other.
 */
export function createLease(deps: {
  note: LeaseNote;
  /** This page's own name; without blanks. */
  page: string;
  clock: BrowserClock;
  random: () => number;
}): HoldTurn {
  const { note, page, clock, random } = deps;

  function read(): { by: string; leftMs: number } {
    const [by = "", until = ""] = note.storage().getItem(note.name)?.split(" ") ?? [];
    const leftMs = Number(until) - clock.now();
    // A clock that was set back must not make it last for ever. Processes differ by some milliseconds.
    return { by, leftMs: leftMs <= 2 * leaseMs ? Math.max(leftMs, 0) : 0 };
  }

  function write(ms: number): void {
    note.storage().setItem(note.name, `${page} ${String(clock.now() + ms)}`);
  }

  /** For how long it is still another page's turn. */
  function othersMs(): number {
    const { by, leftMs } = read();
    return by === page ? 0 : leftMs;
  }

  function giveBack(): null {
    if (read().by === page) note.storage().removeItem(note.name);
    return null;
  }

  return (take, held, lost) => {
    const alarm = createAlarm(clock);
    let stage: "waiting" | "claiming" | "holding" = "waiting";

    function wait(): News {
      stage = "waiting";
      return set(othersMs() + random() * jitterMs, claimIfFree);
    }

    function claimIfFree(): News {
      return othersMs() > 0 ? wait() : claim();
    }

    function claim(): News {
      stage = "claiming";
      write(claimMs);
      return set(settleMs, confirm);
    }

    function confirm(): News {
      // Late, on a page that is slowed down, it still has its turn if nobody else has wanted it.
      if (read().by !== page) return wait();
      keep();
      return "held";
    }

    function keep(): News {
      stage = "holding";
      write(leaseMs);
      return set(renewMs, renew);
    }

    /** A page that was frozen finds out here: its timer is due, or its successor's writing is told. */
    function renew(): News {
      return othersMs() > 0 ? "lost" : keep();
    }

    function changed(): News {
      // Two that believe it's their turn must not answer each other's writing with their own for ever.
      if (read().by === page) return null;
      if (stage === "holding") return renew();
      return stage === "waiting" || othersMs() > 0 ? wait() : null;
    }

    function begin(): News {
      // Of those who take it from a dead page at the same moment the first goes on.
      return take && othersMs() > 2 * claimMs ? claim() : claimIfFree();
    }

    function set(ms: number, work: () => News): News {
      alarm.set(ms, () => {
        run(work);
      });
      return null;
    }

    function run(work: () => News): void {
      const news = orDenied(work);
      if (news === "held") held();
      if (news === "lost" || news === "denied") end();
      if (news === "lost") lost(false);
      // Not at once: who called may not have the undo yet.
      if (news === "denied") alarm.set(0, tellDenied);
    }

    function tellDenied(): void {
      lost(true);
    }

    function end(): void {
      alarm.clear();
      unwatch();
    }

    const unwatch = note.watch(() => {
      run(changed);
    });
    run(begin);
    return () => {
      end();
      orDenied(giveBack);
    };
  };
}

/** What the page is to be told. */
type News = "held" | "lost" | null;

function orDenied(work: () => News): News | "denied" {
  try {
    return work();
  } catch {
    return "denied";
  }
}
