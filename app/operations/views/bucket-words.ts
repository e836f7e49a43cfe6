import type { Bucket } from "../percentile";
import { formatCount, formatMs } from "./figure-format";

export type Range = { words: string; count: number };

/** The buckets as people say them: `up to 1 ms`, `2 ms to 5 ms`, `over 30 s`. */
export function rangesOf(buckets: readonly Bucket[]): Range[] {
  return buckets.map(({ upTo, count }, index) => ({
    words: rangeWords(buckets[index - 1]?.upTo ?? 0, upTo),
    count,
  }));
}

function rangeWords(from: number, upTo: number | null): string {
  if (upTo === null) return `over ${formatMs(from)}`;
  return from === 0 ? `up to ${formatMs(upTo)}` : `${formatMs(from)} to ${formatMs(upTo)}`;
}

/** The chart in a sentence. */
export function shapeSentence(buckets: readonly Bucket[]): string {
  const ranges = rangesOf(buckets).filter(({ count }) => count > 0);
  const [first, slowest] = [ranges[0], ranges.at(-1)];
  if (!first || !slowest) return "Nothing measured yet.";
  const total = ranges.reduce((sum, { count }) => sum + count, 0);
  if (ranges.length === 1) return `All ${formatCount(total)} took ${first.words}.`;
  const most = ranges.reduce((best, range) => (range.count > best.count ? range : best), first);
  const share = `${formatCount(most.count)} of ${formatCount(total)} took ${most.words}`;
  return most === slowest ? `${share}, none longer.` : `${share}; the slowest ${slowest.words}.`;
}
