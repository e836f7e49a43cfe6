import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import type { Client, Figures, Job, Reader } from "./client";
import { createHistory } from "./history";
import { createSamples, type Samples } from "./samples";

/** What a workload works with: one client, everything it posts and reads is in the history. */
export type Bench = {
  job: Job;
  /** A number of the job's size; throws when it isn't there. */
  size(name: string): number;
  /** Posts the next message. */
  post(session: string): Promise<void>;
  read(session: string, as: "sender" | "other", timed?: "timed"): Promise<BenchReader>;
  /** Times are only kept from here on. */
  beginTimes(): void;
  /** POST → answer, and POST → each timed reader. */
  answers: Samples;
  arrivals: Samples;
  /** Readers × messages that have not been seen yet. */
  missing(): number;
  /** Waits until every reader has seen everything, or it has taken too long. */
  settle(): Promise<void>;
  /** What went wrong, as figures. */
  faults(): Figures;
};

/** `leave`: cut, and not to come back. */
export type BenchReader = Reader & { leave(): void };

const longestSettleMs = 10_000;

export function createBench(job: Job, client: Client): Bench {
  const history = createHistory();
  const answers = createSamples();
  const arrivals = createSamples();
  let sentAt = new Float64Array(4_096);
  let next = 0;
  let firstTimed = Number.POSITIVE_INFINITY;

  function begin(): number {
    const number = next;
    next += 1;
    if (number === sentAt.length) {
      const larger = new Float64Array(number * 2);
      larger.set(sentAt);
      sentAt = larger;
    }
    sentAt[number] = performance.now();
    return number;
  }

  const sinceSent = (number: number): number => performance.now() - (sentAt[number] ?? 0);

  return {
    job,
    size(name) {
      const value = job.size[name];
      if (value === undefined) throw new Error(`${job.workload} has no size named ${name}`);
      return value;
    },
    async post(session) {
      const number = begin();
      await client.post(session, number);
      if (number >= firstTimed) answers.add(sinceSent(number));
      history.acknowledge(number, session);
    },
    async read(session, as, timed) {
      const reader = history.reader(session);
      const see = (seq: number, number: number): void => {
        if (timed && number >= firstTimed) arrivals.add(sinceSent(number));
        reader.see(seq, number);
      };
      const open = await client.read(session, { see, reset: reader.reset }, as);
      const leave = (): void => {
        open.cut();
        reader.leave();
      };
      return { ...open, leave };
    },
    beginTimes() {
      firstTimed = next;
    },
    answers,
    arrivals,
    missing: history.missing,
    async settle() {
      const until = performance.now() + longestSettleMs;
      while (history.missing() > 0 && performance.now() < until) await delay(50);
    },
    faults: history.faults,
  };
}

/** So many callers, each doing the work again and again until the time is up; returns how often. */
export async function repeat(
  callers: number,
  seconds: number,
  work: () => Promise<void>,
): Promise<number> {
  const until = performance.now() + seconds * 1_000;
  let done = 0;
  const caller = async (): Promise<void> => {
    while (performance.now() < until) {
      await work();
      if (performance.now() < until) done += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return done;
}

/** Does the work for each, so many at a time. */
export async function forEach<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const entries = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of entries) await work(item, index);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

const warmUpSeconds = 2;
const longestWarmUpSeconds = 15;

/** Compiled code is what is measured: posts until the server has seen enough of them, however slow it is. */
export async function warmUp(bench: Bench, callers = 16, messages = 1_000): Promise<void> {
  const post = inTurn(bench, bench.job.sessions);
  const until = performance.now() + longestWarmUpSeconds * 1_000;
  let done = 0;
  while (done < messages && performance.now() < until) {
    done += await repeat(callers, warmUpSeconds, post);
  }
}

/** Posts to each session in turn. */
export function inTurn({ post }: Bench, sessions: readonly string[]): () => Promise<void> {
  let turn = 0;
  return () => {
    turn = (turn + 1) % sessions.length;
    return post(sessions[turn] ?? "");
  };
}
