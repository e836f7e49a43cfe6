import type { Found, Logged, SessionHistory } from "./history";
import { isForward, type ReceiptNews, type ReceiptTrail } from "./receipt-trail";
import { repeated } from "./repeated";

/** A use of a tool that was answered with 200 or 201, or that PostgreSQL holds. */
export type UsedTool = { key: string; tool: string; seq: number };

/** What happened in a session beside messages, as callers noted it and as it is stored. */
export type Deeds = {
  tools: { acknowledged: readonly UsedTool[]; stored: readonly UsedTool[] };
  end: {
    /** Keys of resolutions that were answered with 200 or 201. */
    acknowledged: readonly string[];
    /** The key of the resolution that PostgreSQL holds. */
    stored: string | null;
    /** Why the session ended, by its row; null while it goes on. */
    reason: string | null;
    /** Whether the debrief could be read afterwards. */
    debrief: boolean;
  };
  receipts: {
    /** The furthest that was acknowledged with 204 and not beyond the head. */
    acknowledged: ReceiptNews | null;
    trails: readonly ReceiptTrail[];
    /** What PostgreSQL holds, and how far the log went when that was read. */
    stored: readonly ReceiptNews[];
    head: number;
  };
};

export function checkDeeds({ log, acknowledged }: SessionHistory, deeds: Deeds): Found[] {
  const atSeq = new Map(log.map((one) => [one.seq, one]));
  return [
    ...checkTools(log, atSeq, deeds),
    ...checkResults(log, deeds.end.reason),
    ...checkEnd(log, deeds.end),
    ...checkDebrief(deeds.end),
    ...checkAfterEnd(log, [...acknowledged, ...deeds.tools.acknowledged]),
    ...checkReceipts(deeds.receipts),
  ];
}

const isAction = ({ type }: Logged): boolean => type === "action.taken";
const isEnd = ({ type, what }: Logged): boolean => type === "session.changed" && what === "ended";
const isSystemLine = ({ type, role }: Logged): boolean =>
  type === "message.posted" && role === "system";
/** What stands there some moments before the end: a tool may still be used between the two. */
const saysThatTheyLeft = ({ what }: Logged): boolean => what?.endsWith(" left the chat") ?? false;

/** Each acknowledged use is in the log exactly once, where its answer said. */
function checkTools(
  log: readonly Logged[],
  atSeq: ReadonlyMap<number, Logged>,
  { tools: { acknowledged, stored } }: Deeds,
): Found[] {
  const found: Found[] = [];
  const places = new Map(stored.map(({ key, seq }) => [key, seq]));
  for (const { key, tool, seq } of acknowledged) {
    const logged = atSeq.get(seq);
    const isThere = logged !== undefined && isAction(logged) && places.has(key);
    if (!isThere) found.push({ kind: "lost", what: `the use ${key}, acknowledged as ${seq}` });
    else if (logged.what !== tool || places.get(key) !== seq) {
      found.push({ kind: "different", what: `the use ${key} is another at ${seq}` });
    }
  }
  for (const key of repeated(stored.map((one) => one.key))) {
    found.push({ kind: "doubled", what: `the use ${key}` });
  }
  const known = new Set(stored.map(({ seq }) => seq));
  for (const { seq } of log.filter(isAction).filter((one) => !known.has(one.seq))) {
    found.push({ kind: "doubled", what: `the log has a use at ${seq} that nobody made` });
  }
  return found;
}

/** The n-th use has its result, the n-th system line, somewhere after it. */
function checkResults(log: readonly Logged[], reason: string | null): Found[] {
  const found: Found[] = [];
  const uses = log.filter(isAction);
  const hasLeft = reason === "customer_left";
  const lines = log.filter(isSystemLine);
  const left = hasLeft ? lines.find(saysThatTheyLeft) : undefined;
  const results = lines.filter((line) => line !== left);
  // They don't wait for the result of a tool that is used as they leave.
  const atLeaving = hasLeft ? 1 : 0;
  uses.forEach(({ seq, what }, n) => {
    const result = results[n];
    if (!result) {
      if (n < uses.length - atLeaving)
        found.push({ kind: "lost", what: `the result of ${what} at ${seq}` });
    } else if (result.seq < seq) {
      found.push({
        kind: "out of order",
        what: `the result at ${result.seq} before its use at ${seq}`,
      });
    }
  });
  for (const { seq } of results.slice(uses.length)) {
    found.push({ kind: "doubled", what: `a result at ${seq} without a use` });
  }
  return found;
}

/** The end stands in the log once, and by the resolution that was acknowledged. */
function checkEnd(log: readonly Logged[], { acknowledged, stored, reason }: Deeds["end"]): Found[] {
  const found: Found[] = [];
  const ends = log.filter(isEnd);
  for (const { seq } of ends.slice(1)) found.push({ kind: "doubled", what: `an end at ${seq}` });
  const keys = [...new Set(acknowledged)];
  if (keys.length > 1) found.push({ kind: "doubled", what: `resolved by ${keys.join(" and ")}` });
  if (reason !== null && ends.length === 0) {
    found.push({ kind: "lost", what: `the end of the session, which is over: ${reason}` });
  }
  if (reason === "resolved" && keys.length === 0) {
    found.push({ kind: "lost", what: `the answer to the resolution ${stored}` });
  }
  for (const key of keys) {
    if (stored === null || ends.length === 0) {
      found.push({ kind: "lost", what: `the resolution ${key}` });
    } else if (stored !== key) {
      found.push({ kind: "different", what: `resolved by ${stored}, acknowledged ${key}` });
    }
  }
  return found;
}

function checkDebrief({ reason, debrief }: Deeds["end"]): Found[] {
  const isMissing = reason !== null && !debrief;
  return isMissing ? [{ kind: "lost", what: "the debrief can't be read" }] : [];
}

/** Nothing happens, and nothing was acknowledged, after the end. */
function checkAfterEnd(
  log: readonly Logged[],
  acknowledged: readonly { key: string; seq: number }[],
): Found[] {
  const end = log.find(isEnd);
  if (!end) return [];
  const inLog = log
    .filter((one) => one.seq > end.seq && !isEnd(one))
    .map(({ seq, type }) => `${type} at ${seq}`);
  const told = acknowledged
    .filter(({ seq }) => seq > end.seq)
    .map(({ key, seq }) => `${key}, acknowledged as ${seq},`);
  return [...inLog, ...told].map((what) => ({
    ...{ kind: "out of order", what: `${what} after the end at ${end.seq}` },
  }));
}

/** Receipts only go forward, for everyone who follows, and never beyond the head. */
function checkReceipts({ acknowledged, trails, stored, head }: Deeds["receipts"]): Found[] {
  const final = new Map(stored.map((one) => [one.role, one]));
  const found = trails.flatMap((trail) =>
    [...checkSteps(trail.read), ...checkNews([...trail.read, ...trail.held], { head, final })].map(
      (one) => ({ ...one, what: `${trail.observer}: ${one.what}` }),
    ),
  );
  for (const one of stored.filter((each) => isBeyond(each, head))) {
    found.push({ kind: "different", what: `${tell(one)} beyond the head ${head}` });
  }
  const own = acknowledged && final.get(acknowledged.role);
  if (acknowledged && !(own && isForward(acknowledged, own))) {
    found.push({ kind: "lost", what: `the receipt ${tell(acknowledged)}` });
  }
  return found;
}

function checkSteps(read: readonly ReceiptNews[]): Found[] {
  const found: Found[] = [];
  const last = new Map<string, ReceiptNews>();
  for (const one of read) {
    const before = last.get(one.role);
    if (before && !isForward(before, one)) {
      found.push({ kind: "out of order", what: `${tell(one)} after ${tell(before)}` });
    }
    last.set(one.role, one);
  }
  return found;
}

/** Nobody was told of more than there is, nor of what was taken back. */
function checkNews(
  news: readonly ReceiptNews[],
  { head, final }: { head: number; final: ReadonlyMap<string, ReceiptNews> },
): Found[] {
  return news.flatMap((one): Found[] => {
    if (isBeyond(one, head)) {
      return [{ kind: "different", what: `${tell(one)} beyond the head ${head}` }];
    }
    const end = final.get(one.role);
    const isThere = end !== undefined && isForward(one, end);
    return isThere ? [] : [{ kind: "lost", what: `${tell(one)} is not what is stored` }];
  });
}

function isBeyond({ deliveredSeq, readSeq }: ReceiptNews, head: number): boolean {
  return deliveredSeq > head || readSeq > deliveredSeq;
}

function tell({ role, deliveredSeq, readSeq }: ReceiptNews): string {
  return `${role} delivered ${deliveredSeq}, read ${readSeq}`;
}
