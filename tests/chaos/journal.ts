import type { UsedTool } from "./deeds";
import type { Acknowledged } from "./history";
import type { ReceiptNews, ReceiptTrail } from "./receipt-trail";
import { createSeenRecord, type KnownIds, type SeenRecord } from "./seen-record";
import { createWays, type Ways } from "./ways";

/** A request whose answer didn't come or asked to come back: from when to when, and why. */
export type Trouble = { app: string; from: number; at: number; what: string };
/** A fault that was done, from its beginning until it was undone. */
export type Fault = { kind: string; target: string; from: number; to: number };
/** A stream that ended, and when its reader had the next one's first event. */
export type Reconnect = { app: string; lostAt: number; liveAt: number };

/** What the clients of a run noted of one session. */
export type SessionNotes = {
  acknowledged: Acknowledged[];
  observations: { observer: string; from: number; seen: SeenRecord }[];
  tools: UsedTool[];
  /** Keys of the resolutions that were acknowledged. */
  resolutions: string[];
  /** The furthest receipt that was acknowledged. */
  receipt: ReceiptNews | null;
  trails: ReceiptTrail[];
  ids: KnownIds;
};

export type Counts = {
  messages: number;
  /** Of the acknowledged ones, those that took more than one request. */
  retried: number;
  typing: number;
  receipts: number;
  /** Events that told of less than one before; whoever folds them holds the later. */
  tools: number;
  resolutions: number;
};

/** All that the clients of a run noted. */
export type Journal = {
  counts: Counts;
  sessions: Map<string, SessionNotes>;
  ways: Ways;
  reconnects: Reconnect[];
  troubles: Trouble[];
  faults: Fault[];
  resets: Map<string, number>;
  /** What must not happen at all: answers 500, crashes, frames that can't be read. */
  wrong: string[];
  of(session: string): SessionNotes;
  noteTrouble(trouble: Trouble): void;
  noteWrong(what: string): void;
  noteReset(reason: string): void;
  acknowledge(session: string, one: Acknowledged, attempts: number): void;
  observe(session: string, observer: string, from: number): SeenRecord;
};

export function createJournal(): Journal {
  const sessions = new Map<string, SessionNotes>();
  const of = (session: string): SessionNotes => {
    const notes = sessions.get(session) ?? createNotes();
    sessions.set(session, notes);
    return notes;
  };
  const journal: Journal = {
    counts: createCounts(),
    sessions,
    ways: createWays(),
    reconnects: [],
    troubles: [],
    faults: [],
    resets: new Map(),
    wrong: [],
    of,
    noteTrouble(trouble) {
      journal.troubles.push(trouble);
    },
    noteWrong(what) {
      journal.wrong.push(what);
    },
    noteReset(reason) {
      journal.resets.set(reason, (journal.resets.get(reason) ?? 0) + 1);
    },
    acknowledge(session, one, attempts) {
      of(session).acknowledged.push(one);
      journal.counts.messages += 1;
      if (attempts > 1) journal.counts.retried += 1;
    },
    observe(session, observer, from) {
      const { observations, ids } = of(session);
      const seen = createSeenRecord(ids);
      observations.push({ observer, from, seen });
      return seen;
    },
  };
  return journal;
}

function createCounts(): Counts {
  return {
    ...{ messages: 0, retried: 0, typing: 0, receipts: 0 },
    ...{ tools: 0, resolutions: 0 },
  };
}

function createNotes(): SessionNotes {
  return {
    ...{ acknowledged: [], observations: [], tools: [], resolutions: [] },
    ...{ receipt: null, trails: [], ids: [] },
  };
}
