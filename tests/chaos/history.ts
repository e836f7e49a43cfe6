import { type Deeds, checkDeeds } from "./deeds";
import { repeated } from "./repeated";

/**
 * One session's durable events as PostgreSQL holds them after everything has healed; `what`
 * is a message's text, an action's tool, or the status that the session changed to.
 */
export type Logged = {
  seq: number;
  type: string;
  id: string | null;
  key: string | null;
  role?: string | null;
  what?: string | null;
};

/** A message as the history shows it to a reader. */
export type Listed = { seq: number; id: string; key: string | null };

/** A post that was answered with 200 or 201; `n` counts what this writer sent here, from 1. */
export type Acknowledged = { writer: string; n: number; key: string; seq: number; id: string };

/** A durable event as it reached an observer; `read` when it came out of the history after a reset. */
export type Seen = { seq: number; id: string | null; read: boolean };

/** All that reached one observer from `from` on, in the order in which it came, repeats included. */
export type Observation = { observer: string; from: number; seen: Iterable<Seen> };

export type SessionHistory = {
  session: string;
  /** What the session's row says. */
  head: number;
  log: readonly Logged[];
  listed: readonly Listed[];
  acknowledged: readonly Acknowledged[];
  observations: readonly Observation[];
  /** Tools, the resolution and receipts, where a run has any. */
  deeds?: Deeds;
};

export type FindingKind = "lost" | "doubled" | "out of order" | "hole" | "different";
export type Finding = { kind: FindingKind; session: string; what: string };

export type Found = Omit<Finding, "session">;

/** All that contradicts "exactly once, in order, without holes" in what was written, stored and seen. */
export function checkHistory(history: SessionHistory): Finding[] {
  const found = [
    ...checkLog(history),
    ...checkListed(history),
    ...checkAcknowledged(history),
    ...checkSenders(history),
    ...history.observations.flatMap((observation) => checkObservation(history, observation)),
    ...(history.deeds ? checkDeeds(history, history.deeds) : []),
  ];
  return found.map((one) => ({ ...one, session: history.session }));
}

function checkLog({ head, log }: SessionHistory): Found[] {
  const found: Found[] = [];
  log.forEach(({ seq }, index) => {
    if (seq !== index + 1) found.push({ kind: "hole", what: `the log has ${seq} at ${index + 1}` });
  });
  if (head !== log.length) {
    found.push({ kind: "hole", what: `the head is ${head}, the log has ${log.length} events` });
  }
  const ids = log.flatMap(({ id }) => (id === null ? [] : [id]));
  for (const id of repeated(ids)) found.push({ kind: "doubled", what: `message ${id} in the log` });
  return found;
}

/** The pages of the history together are the log's messages. */
function checkListed({ log, listed }: SessionHistory): Found[] {
  const stored = log.filter(({ type }) => type === "message.posted");
  const found: Found[] = [];
  for (const seq of repeated(listed.map((one) => one.seq))) {
    found.push({ kind: "doubled", what: `the history shows ${seq} twice` });
  }
  const bySeq = new Map(listed.map((one) => [one.seq, one]));
  for (const { seq, id } of stored) {
    const shown = bySeq.get(seq);
    if (!shown) found.push({ kind: "lost", what: `${seq} is not in the history` });
    else if (shown.id !== id) found.push({ kind: "different", what: `${seq} in the history` });
  }
  if (bySeq.size > stored.length) {
    found.push({ kind: "different", what: "the history shows what the log doesn't have" });
  }
  return found;
}

function checkAcknowledged({ log, acknowledged }: SessionHistory): Found[] {
  const byKey = new Map<string, Logged[]>();
  for (const one of log) {
    if (one.key !== null) byKey.set(one.key, [...(byKey.get(one.key) ?? []), one]);
  }
  return acknowledged.flatMap(({ key, seq, id }): Found[] => {
    const [stored, ...more] = byKey.get(key) ?? [];
    if (!stored) return [{ kind: "lost", what: `key ${key}, acknowledged as ${seq}` }];
    if (more.length > 0) return [{ kind: "doubled", what: `key ${key}` }];
    const same = stored.seq === seq && stored.id === id;
    return same ? [] : [{ kind: "different", what: `key ${key} is ${stored.seq}, not ${seq}` }];
  });
}

/** What one sender sent, each after the answer to the one before, stands in that order. */
function checkSenders({ acknowledged }: SessionHistory): Found[] {
  const found: Found[] = [];
  const last = new Map<string, Acknowledged>();
  for (const one of [...acknowledged].sort((a, b) => a.n - b.n)) {
    const before = last.get(one.writer);
    if (before && before.seq >= one.seq) {
      found.push({ kind: "out of order", what: `${one.key} stands before ${before.key}` });
    }
    last.set(one.writer, one);
  }
  return found;
}

function checkObservation({ log, head }: SessionHistory, observation: Observation): Found[] {
  const { observer, from, seen } = observation;
  const found: Found[] = [];
  const had = new Set<number>();
  let last = from;
  let wasRead = false;
  for (const { seq, id, read } of seen) {
    const skipped = log.slice(last, Math.max(last, seq - 1));
    // A history shows messages alone, and its cursor may stand behind what came after the last.
    const maySkip = (read || wasRead) && skipped.every(({ type }) => type !== "message.posted");
    if (had.has(seq)) found.push({ kind: "doubled", what: `${observer} saw ${seq} twice` });
    else if (seq <= last) {
      found.push({ kind: "out of order", what: `${observer} saw ${seq} after ${last}` });
    } else if (seq > last + 1 && !maySkip) {
      const between = skipped.map(({ type }) => type).join(", ");
      found.push({ kind: "hole", what: `${observer} saw ${seq} after ${last}, not ${between}` });
    }
    if (log[seq - 1] !== undefined && log[seq - 1]?.id !== id) {
      found.push({ kind: "different", what: `${observer} saw another ${seq} than the log's` });
    }
    had.add(seq);
    last = Math.max(last, seq);
    wasRead = read;
  }
  return [...found, ...checkReached({ observer, last, wasRead }, { log, head })];
}

/** Whoever follows a session has seen its end, once everything has healed. */
function checkReached(
  { observer, last, wasRead }: { observer: string; last: number; wasRead: boolean },
  { log, head }: Pick<SessionHistory, "log" | "head">,
): Found[] {
  const rest = log.slice(last);
  const isBehind = wasRead ? rest.some(({ type }) => type === "message.posted") : last < head;
  return isBehind ? [{ kind: "lost", what: `${observer} saw ${last} of ${head}` }] : [];
}
