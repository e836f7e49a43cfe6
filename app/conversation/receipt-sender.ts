import { type BrowserClock, createAlarm } from "./browser-clock";

export type ReceiptCursors = { deliveredSeq: number; readSeq: number };

/** `gone`: there is no point in telling again (an ended session, no right to). */
export type PostReceipts = (cursors: ReceiptCursors) => Promise<"done" | "failed" | "gone">;

export type ReceiptSender = {
  /** This page has the events up to here. */
  delivered(seq: number): void;
  /** The messages up to here were on a visible screen. */
  read(seq: number): void;
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

  const isBehind = () => wanted.deliveredSeq > told.deliveredSeq || wanted.readSeq > told.readSeq;

  async function flush(): Promise<void> {
    if (busy || gone || !isBehind()) return;
    busy = true;
    const telling = wanted;
    const result = await deps.post(telling);
    busy = false;
    if (result === "gone") gone = true;
    if (result === "done") told = telling;
    if (isBehind()) schedule(result === "failed" ? retryMs : coalesceMs);
  }

  function schedule(ms: number): void {
    if (!gone && !busy) alarm.set(ms, () => void flush());
  }

  function want(cursors: Partial<ReceiptCursors>): void {
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
    stop: () => {
      alarm.clear();
    },
  };
}
