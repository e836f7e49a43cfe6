import { setTimeout as pause } from "node:timers/promises";
import { type Caller, askUntilAnswered, tryOnce } from "./caller";
import { noteHeard, noteRead, type ReceiptNews, type ReceiptTrail } from "./receipt-trail";
import type { SeenRecord } from "./seen-record";
import { followStream } from "./stream-client";

export type Following = {
  name: string;
  session: string;
  /** Where it begins. */
  cursor: string;
  how: "stream" | "poll" | "sleeper";
  stop: AbortSignal;
  /** Aborted when nothing more is written: nobody sleeps any longer. */
  hurry: AbortSignal;
};

export type Observer = Following & {
  caller: Caller;
  seen: SeenRecord;
  /** Resolves once it has had everything up to `seq`. */
  reach(seq: number): Promise<void>;
  /** A durable event came; `read` from the history. */
  take(event: { seq: number; id: string | null }, cursor: string, read?: boolean): void;
  /** An event told how far somebody has read. */
  hearReceipt(news: ReceiptNews): void;
  /** A poll's answer did, from the database. */
  readReceipt(news: ReceiptNews): void;
  position(): string;
  goOnFrom(cursor: string): void;
};

const pollSeconds = 10;
/** Long enough for more than one replay's worth of a hot session. */
const sleepMs = { low: 5_000, high: 40_000 };

/** Follows a session, by its own cursor alone, until it is stopped. */
export function createObserver(caller: Caller, following: Following): Observer {
  const from = Number(following.cursor.split(":")[1]);
  const { journal } = caller;
  const seen = journal.observe(following.session, following.name, from);
  const trail: ReceiptTrail = { observer: following.name, read: [], held: [] };
  journal.of(following.session).trails.push(trail);
  let { cursor } = following;
  let last = from;
  const waiting = new Set<() => void>();
  return {
    ...following,
    caller,
    seen,
    take({ seq, id }, at, read = false) {
      seen.add({ seq, id, read });
      last = Math.max(last, seq);
      cursor = at;
      for (const look of waiting) look();
    },
    hearReceipt({ role, deliveredSeq, readSeq }) {
      if (noteHeard(trail, { role, deliveredSeq, readSeq })) return;
      journal.noteWrong(`a receipt of the ${role} went back to ${deliveredSeq}/${readSeq}`);
    },
    readReceipt({ role, deliveredSeq, readSeq }) {
      noteRead(trail, { role, deliveredSeq, readSeq });
    },
    position: () => cursor,
    goOnFrom(at) {
      cursor = at;
      last = Math.max(last, Number(at.split(":")[1]));
      for (const look of waiting) look();
    },
    reach: (seq) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (last < seq) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}

export async function follow(observer: Observer): Promise<void> {
  for (let failures = 0; !observer.stop.aborted;) {
    const went = await followOnce(observer).catch(() => false);
    failures = went ? 0 : failures + 1;
    if (failures > 0) observer.caller.failOver();
    const longest = Math.min(2_000, 250 * 2 ** failures);
    await pause(failures > 0 ? observer.caller.rng.between(0, longest) : 0);
  }
}

/** One stream or one poll; true when it was of use. */
async function followOnce(observer: Observer): Promise<boolean> {
  if (observer.how === "stream") return followStream(observer);
  if (observer.how === "poll") return poll(observer, pollSeconds);
  await nap(observer);
  return poll(observer, 0);
}

async function nap({ caller, hurry }: Observer): Promise<void> {
  const ms = hurry.aborted ? 500 : caller.rng.between(sleepMs.low, sleepMs.high);
  await pause(ms, undefined, hurry.aborted ? {} : { signal: hurry }).catch(() => undefined);
}

type Updates = {
  events?: { id?: string; type: string; data: { seq?: number; id?: string } }[];
  receipts?: ReceiptNews[];
  reset?: { reason: string };
  cursor: string;
};

async function poll(observer: Observer, seconds: number): Promise<boolean> {
  const { caller, session, stop } = observer;
  const query = `cursor=${encodeURIComponent(observer.position())}&wait=${seconds}&receipts=1`;
  const reply = await tryOnce(caller, `/sessions/${session}/updates?${query}`, {
    ...{ timeoutMs: seconds * 1_000 + 5_000, signal: stop },
  });
  if (!reply) return false;
  const updates = JSON.parse(reply.body) as Updates;
  if (updates.reset) {
    await readAgain(observer, updates.reset.reason);
    return true;
  }
  for (const { id, type, data } of updates.events ?? []) {
    if (type === "receipt.changed") observer.hearReceipt(data as ReceiptNews);
    if (data.seq !== undefined && id !== undefined) {
      observer.take({ seq: data.seq, id: data.id ?? null }, id);
    }
  }
  for (const one of updates.receipts ?? []) observer.readReceipt(one);
  return true;
}

type Page = { messages: { seq: number; id: string }[]; hasMore: boolean; cursor: string };

/** After a reset: the history from where this reader was, then on from the cursor that came with it. */
export async function readAgain(observer: Observer, reason: string): Promise<void> {
  const { caller, session, seen } = observer;
  caller.journal.noteReset(reason);
  for (;;) {
    const after = seen.last()?.seq ?? 0;
    const path = `/sessions/${session}/messages?after=${after}&limit=100`;
    const { reply } = await askUntilAnswered(caller, path, {});
    const page = JSON.parse(reply.body) as Page;
    const epoch = page.cursor.split(":")[0] ?? "";
    for (const { seq, id } of page.messages) observer.take({ seq, id }, `${epoch}:${seq}`, true);
    if (!page.hasMore) {
      observer.goOnFrom(page.cursor);
      return;
    }
  }
}
