import type { DurableEvent } from "../events";

/** As many as a process keeps of each session it serves. */
const keptEvents = 200;

/** The newest events of one session without a hole between them, and how far it is known to go. */
export type SessionMemory = { recent: DurableEvent[]; head: number };

export function createMemory(): SessionMemory {
  return { recent: [], head: 0 };
}

/** Takes in what was published or read, ascending. Repeats change nothing; a jump starts it afresh. */
export function remember(memory: SessionMemory, events: readonly DurableEvent[]): void {
  const [first, last] = [events[0]?.data.seq, events.at(-1)?.data.seq];
  if (first === undefined || last === undefined) return;
  memory.head = Math.max(memory.head, last);
  const oldest = memory.recent[0]?.data.seq ?? Infinity;
  const newest = memory.recent.at(-1)?.data.seq ?? -Infinity;
  const touches = first <= newest + 1 && last >= oldest - 1;
  if (touches) {
    const older = events.filter(({ data }) => data.seq < oldest);
    const newer = events.filter(({ data }) => data.seq > newest);
    memory.recent = [...older, ...memory.recent, ...newer].slice(-keptEvents);
  } else if (first > newest) memory.recent = events.slice(-keptEvents);
}

/** Takes in what the log holds after `afterSeq`; nothing at all says how far it goes, too. */
export function rememberRead(
  memory: SessionMemory,
  afterSeq: number,
  events: readonly DurableEvent[],
): void {
  remember(memory, events);
  if (events.length === 0) memory.head = Math.max(memory.head, afterSeq);
}

/**
 * The events after `afterSeq`; null when memory can't tell: it doesn't reach back so
 * far, or there are known to be newer ones than it holds.
 */
export function recall({ recent, head }: SessionMemory, afterSeq: number): DurableEvent[] | null {
  const oldest = recent[0]?.data.seq;
  const newest = recent.at(-1)?.data.seq;
  if (oldest === undefined || newest === undefined || oldest > afterSeq + 1) return null;
  const events = recent.slice(Math.max(0, afterSeq + 1 - oldest));
  return events.length === 0 && head > Math.max(afterSeq, newest) ? null : events;
}
