import type { PlannedLine } from "./state";
import type { FreshLine, Turn } from "./turn";

const longestReplyMs = 6000;
const laterLineMs = 3500;

/** Milliseconds until a new message has been read. */
export function readingMs({ rng }: Turn, text: string): number {
  return Math.round(Math.min(2500, rng.between(600, 1100) + text.length * rng.between(6, 12)));
}

export function thinkingMs({ rng }: Turn): number {
  return Math.round(rng.between(500, 2000));
}

/**
 * Gives each line its time: typed at the persona's speed, ±20 %, the first one
 * done within six seconds of the event; what takes the customer time comes later.
 */
export function planTimes(turn: Turn, lines: FreshLine[], from: number): PlannedLine[] {
  let free = from;
  let latest = turn.at + longestReplyMs;
  return lines.map(({ kind, key, text, tells, takesMs }) => {
    const typing = typingMs(turn, text);
    const start = Math.max(free, turn.at + takesMs);
    if (takesMs > 0) latest = start + laterLineMs;
    const dueAt = Math.round(
      Math.min(Math.max(start + typing, start + 200), Math.max(latest, start + 200)),
    );
    free = dueAt + Math.round(turn.rng.between(250, 700));
    latest = free + laterLineMs;
    return { kind, key, text, tells, typingAt: Math.max(start, dueAt - typing), dueAt };
  });
}

function typingMs({ scenario, rng }: Turn, text: string): number {
  const perCharacter = 60_000 / (scenario.customer.wordsPerMinute * 5);
  return Math.round(text.length * perCharacter * rng.between(0.8, 1.2));
}
