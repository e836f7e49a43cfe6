/** Times in milliseconds; grows without making an object for each. */
export type Samples = {
  add(ms: number): void;
  count(): number;
  /** The value that the share `q` (0–1) of the samples doesn't exceed; NaN when there are none. */
  quantile(q: number): number;
};

export function createSamples(): Samples {
  let values = new Float64Array(1_024);
  let count = 0;
  return {
    add(ms) {
      if (count === values.length) {
        const larger = new Float64Array(count * 2);
        larger.set(values);
        values = larger;
      }
      values[count] = ms;
      count += 1;
    },
    count: () => count,
    quantile(q) {
      const sorted = values.slice(0, count).sort();
      return sorted[Math.max(0, Math.ceil(q * count) - 1)] ?? Number.NaN;
    },
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return Number.isInteger(middle)
    ? ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2
    : (sorted[Math.floor(middle)] ?? Number.NaN);
}
