import type { DurableEvent } from "./events";

/**
 * Turns events as they arrive (twice, early, out of order, by two ways at once)
 * into events as they happened. Pure.
 */
export type Contiguity = {
  /** The seq of the last event that was let through. */
  head: number;
  /** The highest seq that anything has told of; above `head` something is missing. */
  known: number;
  /** Events beyond a gap, by seq. */
  early: ReadonlyMap<number, DurableEvent>;
};

/** More than a replay ever holds; what is dropped is fetched again. */
const mostEarly = 400;

export function startAt(head: number): Contiguity {
  return { head, known: head, early: new Map() };
}

export function isBehind(contiguity: Contiguity): boolean {
  return contiguity.known > contiguity.head;
}

/** Notes that the session has got this far. */
export function noteHead(contiguity: Contiguity, head: number): Contiguity {
  return head > contiguity.known ? { ...contiguity, known: head } : contiguity;
}

/** Lets through what continues the log without a hole, the event and any that waited for it. */
export function receive(
  contiguity: Contiguity,
  event: DurableEvent,
): { contiguity: Contiguity; ready: DurableEvent[] } {
  const { seq } = event.data;
  if (seq <= contiguity.head) return { contiguity, ready: [] };
  const early = new Map(contiguity.early);
  if (early.size < mostEarly || seq === contiguity.head + 1) early.set(seq, event);
  const ready = takeFrom(early, contiguity.head + 1);
  const head = contiguity.head + ready.length;
  return { contiguity: { head, known: Math.max(contiguity.known, seq), early }, ready };
}

function takeFrom(early: Map<number, DurableEvent>, first: number): DurableEvent[] {
  const ready: DurableEvent[] = [];
  for (let seq = first; ; seq += 1) {
    const event = early.get(seq);
    if (!event) return ready;
    early.delete(seq);
    ready.push(event);
  }
}
