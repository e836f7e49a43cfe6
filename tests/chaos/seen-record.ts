import type { Seen } from "./history";

/** All that one observer saw, in the order in which it came, repeats included. */
export type SeenRecord = Iterable<Seen> & {
  add(one: Seen): void;
  last(): Seen | undefined;
  count(): number;
};

/** What a session's observers and writers were told of each seq, the first time. */
export type KnownIds = (string | null | undefined)[];

/** Seqs that came one after the other; `ids` only where one differs from what is known. */
type Run = { from: number; to: number; read: boolean; id?: string | null };

/**
 * A million messages seen by three each fit into memory: what came in a row is two numbers,
 * and an id that all were told is kept once.
 */
export function createSeenRecord(known: KnownIds): SeenRecord {
  const runs: Run[] = [];
  let count = 0;
  const expand = (run: Run, seq: number): Seen => ({
    seq,
    id: "id" in run ? (run.id ?? null) : (known[seq] ?? null),
    read: run.read,
  });
  return {
    add({ seq, id, read }) {
      count += 1;
      if (known[seq] === undefined) known[seq] = id;
      const run = runs.at(-1);
      if (known[seq] !== id) runs.push({ from: seq, to: seq, read, id });
      else if (run && !("id" in run) && run.to + 1 === seq && run.read === read) run.to = seq;
      else runs.push({ from: seq, to: seq, read });
    },
    last() {
      const run = runs.at(-1);
      return run && expand(run, run.to);
    },
    count: () => count,
    *[Symbol.iterator]() {
      for (const run of runs)
        for (let seq = run.from; seq <= run.to; seq += 1) yield expand(run, seq);
    },
  };
}
