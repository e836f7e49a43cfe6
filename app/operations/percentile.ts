/** `count` is of this bucket alone; `upTo` is its upper bound, `null` in the last, which has none. */
export type Bucket = { upTo: number | null; count: number };

/** In the buckets' unit; `over`: the value lies above `value`, and by how much nobody knows. */
export type Estimate = { value: number; over: boolean };

/**
 * The value that this share (0 < share ≤ 1) of the measurements doesn't exceed, estimated as
 * Prometheus's `histogram_quantile` does: measurements are taken to lie evenly in their bucket.
 * `buckets` ascend from 0. Null when nothing was measured.
 */
export function estimateQuantile(buckets: readonly Bucket[], share: number): Estimate | null {
  const rank = share * countAll(buckets);
  let [below, from] = [0, 0];
  for (const { upTo, count } of buckets) {
    if (count > 0 && below + count >= rank) {
      if (upTo === null) return { value: from, over: true };
      return { value: from + ((upTo - from) * (rank - below)) / count, over: false };
    }
    below += count;
    from = upTo ?? from;
  }
  return null;
}

export function countAll(buckets: readonly Bucket[]): number {
  return buckets.reduce((sum, { count }) => sum + count, 0);
}
