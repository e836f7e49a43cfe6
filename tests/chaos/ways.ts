import type { Fault } from "./journal";

/** A message's way from its post's answer to one stream. */
export type Way = {
  session: string;
  seq: number;
  answeredAt: number;
  arrivedAt: number;
  /** The processes that were asked and that told. */
  postedTo: string;
  cameFrom: string;
  /** Since when this stream was open. */
  openSince: number;
};

type Answer = { at: number; app: string };
type Arrival = { at: number; app: string; openSince: number };

/** Ways while Redis is down; of all others nothing is kept, since they are too many. */
export type Ways = {
  /** While it is down, and shortly after. */
  watch(): void;
  unwatch(): void;
  noteAnswer(session: string, seq: number, answer: Answer): void;
  noteArrival(session: string, seq: number, arrival: Arrival): void;
  all(): readonly Way[];
};

/** What was posted so soon after Redis is back still counts: the others may not be back. */
export const stillMs = 2_000;

export function createWays(): Ways {
  const ways: Way[] = [];
  const answers = new Map<string, Answer>();
  const early = new Map<string, Arrival[]>();
  let down = 0;
  let until = 0;
  const isWatched = (at: number): boolean => down > 0 || at <= until;
  const add = (session: string, seq: number, answer: Answer, arrival: Arrival): void => {
    ways.push({
      ...{ session, seq, answeredAt: answer.at, arrivedAt: Math.max(arrival.at, answer.at) },
      ...{ postedTo: answer.app, cameFrom: arrival.app, openSince: arrival.openSince },
    });
  };
  return {
    watch() {
      down += 1;
    },
    unwatch() {
      down -= 1;
      until = Date.now() + stillMs;
    },
    noteAnswer(session, seq, answer) {
      if (!isWatched(answer.at)) return;
      const key = `${session}:${seq}`;
      answers.set(key, answer);
      for (const arrival of early.get(key) ?? []) add(session, seq, answer, arrival);
      early.delete(key);
    },
    noteArrival(session, seq, arrival) {
      const key = `${session}:${seq}`;
      const answer = answers.get(key);
      if (answer) add(session, seq, answer, arrival);
      // A stream is often faster than the answer. A replay of old messages isn't: bounded.
      else if (isWatched(arrival.at) && early.size < mostEarly) {
        early.set(key, [...(early.get(key) ?? []), arrival]);
      } else if (!isWatched(arrival.at)) early.clear();
    },
    all: () => ways,
  };
}

const mostEarly = 20_000;

/**
 * How long after it was undone a fault may still show at the clients of a process it hit. A
 * half-open stream is noticed when no heartbeat has come for 15 s + 2 s; then come a pause of
 * up to 2 s and a request that may take 5 s. What a killed process had stored and not yet
 * told is found at the next look at the log, within 10 s; all else is over sooner.
 */
export const reachMs = (kind: string): number =>
  kind === "connections half open" ? 25_000 : 10_000;

/** Whether a fault other than Redis's may have touched what these processes did in this time. */
export function isTouched(
  faults: readonly Fault[],
  apps: readonly string[],
  { from, to }: { from: number; to: number },
): boolean {
  return faults.some(
    (fault) =>
      fault.target !== "redis" &&
      (fault.target === "postgres" || apps.includes(fault.target)) &&
      fault.from <= to &&
      fault.to + reachMs(fault.kind) >= from,
  );
}
