import { setTimeout as pause } from "node:timers/promises";
import { tryOnce } from "./caller";
import type { Observer } from "./observer";
import type { ReceiptNews } from "./receipt-trail";

const everyMs = { low: 1_000, high: 3_000 };
/** Of these one in so many asks for more than there is, and one in so many for less than before. */
const beyond = 0.05;
const backward = 0.15;

/** Says how far this observer has read, now and then, as a browser does. */
export async function sendReceipts(observer: Observer): Promise<void> {
  const { caller, stop } = observer;
  while (!stop.aborted) {
    const seq = observer.seen.last()?.seq ?? 0;
    if (seq > 0) await sendReceipt(observer, seq);
    const ms = caller.rng.between(everyMs.low, everyMs.high);
    await pause(ms, undefined, { signal: stop }).catch(() => undefined);
  }
}

async function sendReceipt({ caller, session }: Observer, seq: number): Promise<void> {
  const { rng, journal } = caller;
  const draw = rng.next();
  const deliveredSeq = draw < beyond ? seq + 1_000 : draw < backward ? Math.ceil(seq / 2) : seq;
  const readSeq = Math.max(0, deliveredSeq - Math.floor(rng.between(0, 3)));
  const reply = await tryOnce(caller, `/sessions/${session}/receipts`, {
    ...{ method: "POST", body: { deliveredSeq, readSeq } },
  });
  if (!reply) return;
  if (reply.status !== 204) {
    journal.noteWrong(`${reply.status} to a receipt: ${reply.body.slice(0, 200)}`);
    return;
  }
  journal.counts.receipts += 1;
  const notes = journal.of(session);
  if (draw >= beyond) notes.receipt = further(notes.receipt, { deliveredSeq, readSeq });
}

function further(
  known: ReceiptNews | null,
  { deliveredSeq, readSeq }: Omit<ReceiptNews, "role">,
): ReceiptNews {
  return {
    role: "trainee",
    deliveredSeq: Math.max(known?.deliveredSeq ?? 0, deliveredSeq),
    readSeq: Math.max(known?.readSeq ?? 0, readSeq),
  };
}
