/** What went wrong with acknowledged messages, over all readers; all zero is the promise. */
export type Faults = { lost: number; doubled: number; inversions: number; resets: number };

export type ReaderHistory = {
  /** An event arrived; `number` is -1 when it is none of our messages. */
  see(seq: number, number: number): void;
  reset(): void;
  /** It has gone for good and is owed nothing. */
  leave(): void;
};

type Reader = {
  session: string;
  /** How many messages of its session had been acknowledged when it came; those it needn't see. */
  from: number;
  seen: Uint8Array;
  last: number;
  inversions: number;
};

/** Keeps what was acknowledged and what each reader saw, in a byte per reader and message. */
export type History = {
  acknowledge(number: number, session: string): void;
  reader(session: string): ReaderHistory;
  /** Readers × messages of their sessions that have not been seen. */
  missing(): number;
  faults(): Faults;
};

export function createHistory(): History {
  const acknowledged = new Map<string, number[]>();
  const readers = new Set<Reader>();
  let resets = 0;

  function see(reader: Reader, seq: number, number: number): void {
    if (number === -1) return;
    if (seq < reader.last) reader.inversions += 1;
    else reader.last = seq;
    if (number >= reader.seen.length) reader.seen = grown(reader.seen, number);
    reader.seen[number] = Math.min(255, (reader.seen[number] ?? 0) + 1);
  }

  function missingOf({ session, from, seen }: Reader): number {
    const numbers = acknowledged.get(session) ?? [];
    let missing = 0;
    for (let index = from; index < numbers.length; index += 1) {
      if (!seen[numbers[index] ?? 0]) missing += 1;
    }
    return missing;
  }

  const sum = (count: (reader: Reader) => number): number => {
    let total = 0;
    for (const reader of readers) total += count(reader);
    return total;
  };
  const missing = (): number => sum(missingOf);

  return {
    acknowledge(number, session) {
      const numbers = acknowledged.get(session);
      if (numbers) numbers.push(number);
      else acknowledged.set(session, [number]);
    },
    reader(session) {
      const from = acknowledged.get(session)?.length ?? 0;
      const reader = { session, from, seen: new Uint8Array(64), last: 0, inversions: 0 };
      readers.add(reader);
      return {
        see: (seq, number) => {
          see(reader, seq, number);
        },
        reset() {
          resets += 1;
        },
        leave() {
          readers.delete(reader);
        },
      };
    },
    missing,
    faults: () => ({
      lost: missing(),
      doubled: sum(({ seen }) => seen.filter((times) => times > 1).length),
      inversions: sum(({ inversions }) => inversions),
      resets,
    }),
  };
}

function grown(bytes: Uint8Array, index: number): Uint8Array {
  const larger = new Uint8Array(Math.max(index + 1, bytes.length * 2));
  larger.set(bytes);
  return larger;
}
