import { type BrowserClock, createAlarm } from "./browser-clock";

export type ReceiptCursors = { deliveredSeq: number; readSeq: number };

/**
 * `signed_out`: not before someone has signed in again. `gone`: there is no point
 * in telling again (an ended session, no right to).
 */
export type PostReceipts = (
  cursors: ReceiptCursors,
) => Promise<"done" | "failed" | "signed_out" | "gone">;

export type ReceiptSender = {
  /** This page has the events up to here. */
  delivered(seq: number): void;
  /** The messages up to here were on a visible screen. */
  read(seq: number): void;
  /** The connection is back, or the page is looked at again: someone may have signed in. */
  wake(): void;
  /** Tells nothing more until this page says anew how far it has got. */
  stop(): void;
};

/** What a burst of messages moves is told once. */
const coalesceMs = 200;
const retryMs = 5_000;

/** Tells the server how far this reader has got; forward only, one request at a time. */
export function createReceiptSender(deps: {
  post: PostReceipts;
  clock: BrowserClock;
  /** What the server knows already. */
  from: ReceiptCursors;
}): ReceiptSender {
  const alarm = createAlarm(deps.clock);
  let told = deps.from;
  let wanted = deps.from;
  let busy = false;
  let gone = false;
  let signedOut = false;
  let stopped = false;
  /** A refusal that comes after waking may be older than the sign-in. */
  let wakes = 0;

  const isBehind = () => wanted.deliveredSeq > told.deliveredSeq || wanted.readSeq > told.readSeq;

  async function flush(): Promise<void> {
    if (busy || gone || !isBehind()) return;
    busy = true;
    const telling = wanted;
    const wakesBefore = wakes;
    const result = await deps.post(telling);
    busy = false;
    if (result === "gone") gone = true;
    signedOut = result === "signed_out" && wakes === wakesBefore;
    if (result === "done") told = telling;
    if (isBehind()) schedule(result === "failed" ? retryMs : coalesceMs);
  }

  function schedule(ms: number): void {
    if (!gone && !signedOut && !stopped && !busy) alarm.set(ms, () => void flush());
  }

  function want(cursors: Partial<ReceiptCursors>): void {
    stopped = false;
    const { deliveredSeq = 0, readSeq = 0 } = cursors;
    wanted = {
      deliveredSeq: Math.max(wanted.deliveredSeq, deliveredSeq, readSeq),
      readSeq: Math.max(wanted.readSeq, readSeq),
    };
    if (isBehind()) schedule(coalesceMs);
  }

  return {
    delivered: (deliveredSeq) => {
      want({ deliveredSeq });
    },
    read: (readSeq) => {
      want({ readSeq });
    },
    wake: () => {
      wakes += 1;
      signedOut = false;
      if (isBehind()) schedule(coalesceMs);
    },
    stop: () => {
      stopped = true;
      alarm.clear();
    },
  };
}
