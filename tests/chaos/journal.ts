import type { Acknowledged, Observation, Seen } from "./history";

/** An answer that didn't come or asked to come back. */
export type Trouble = { app: string; at: number; what: string };
/** A fault that was done, from its beginning until it was undone. */
export type Fault = { kind: string; target: string; from: number; to: number };
/** A stream that ended, and when its reader had the next one's first event. */
export type Reconnect = { app: string; lostAt: number; liveAt: number };
/** A message's way to one stream: when its post was answered, when it came. */
export type Arrival = { session: string; seq: number; at: number };

/** All that the clients of a run noted. */
export type Journal = {
  acknowledged: Map<string, (Acknowledged & { at: number; attempts: number })[]>;
  observations: Map<string, (Observation & { seen: Seen[] })[]>;
  arrivals: Arrival[];
  reconnects: Reconnect[];
  troubles: Trouble[];
  faults: Fault[];
  resets: Map<string, number>;
  /** What must not happen at all: answers 500, crashes, frames that can't be read. */
  wrong: string[];
  noteTrouble(trouble: Trouble): void;
  noteWrong(what: string): void;
  noteReset(reason: string): void;
  acknowledge(session: string, one: Acknowledged & { at: number; attempts: number }): void;
  observe(session: string, observer: string, from: number): Seen[];
};

export function createJournal(): Journal {
  const journal: Journal = {
    acknowledged: new Map(),
    observations: new Map(),
    arrivals: [],
    reconnects: [],
    troubles: [],
    faults: [],
    resets: new Map(),
    wrong: [],
    noteTrouble(trouble) {
      journal.troubles.push(trouble);
    },
    noteWrong(what) {
      journal.wrong.push(what);
    },
    noteReset(reason) {
      journal.resets.set(reason, (journal.resets.get(reason) ?? 0) + 1);
    },
    acknowledge(session, one) {
      listOf(journal.acknowledged, session).push(one);
    },
    observe(session, observer, from) {
      const seen: Seen[] = [];
      listOf(journal.observations, session).push({ observer, from, seen });
      return seen;
    },
  };
  return journal;
}

function listOf<T>(map: Map<string, T[]>, key: string): T[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}
