/** A source of repeatable randomness: the same seed and turn give the same sequence. */
export type Rng = {
  /** A number in [0, 1). */
  next(): number;
  /** A number in [low, high). */
  between(low: number, high: number): number;
  /** One element; throws a RangeError for an empty list. */
  pick<T>(items: readonly T[]): T;
};

/** Mulberry32, started from a hash of both numbers so that neighbouring turns differ. */
export function createRng(seed: number, turn: number): Rng {
  let state = hash(hash(0x9e3779b9, seed), turn);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    pick: (items) => pickAt(items, Math.floor(next() * items.length)),
  };
}

function pickAt<T>(items: readonly T[], index: number): T {
  if (items.length === 0) throw new RangeError("Nothing to pick from");
  return items[index] as T;
}

function hash(state: number, value: number): number {
  let h = Math.imul(state ^ (value | 0), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}
