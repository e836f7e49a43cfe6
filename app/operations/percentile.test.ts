import fc from "fast-check";
import { expect, test } from "vitest";
import { type Bucket, countAll, estimateQuantile } from "./percentile";

const bucketsOf = (...counts: number[]): Bucket[] =>
  counts.map((count, index) => ({ upTo: [10, 20, 50, null][index] ?? null, count }));

test("nothing measured has no quantile", () => {
  expect(estimateQuantile([], 0.5)).toBeNull();
  expect(estimateQuantile(bucketsOf(0, 0, 0, 0), 0.99)).toBeNull();
});

test.each([
  ["half of one bucket is its middle", bucketsOf(8), 0.5, 5],
  ["the first bucket begins at 0", bucketsOf(4, 0, 0, 0), 0.25, 2.5],
  ["inside a later bucket it runs on from the bucket's lower bound", bucketsOf(5, 5), 0.75, 15],
  ["a rank at a bound is that bound", bucketsOf(5, 5), 0.5, 10],
  ["empty buckets are stepped over", bucketsOf(0, 0, 10, 0), 0.5, 35],
  ["all of them lie below the last one's bound", bucketsOf(1, 1, 1, 0), 1, 50],
])("%s", (_rule, buckets, share, value) => {
  expect(estimateQuantile(buckets, share)).toEqual({ value, over: false });
});

test("beyond the last bound only the bound is known", () => {
  expect(estimateQuantile(bucketsOf(1, 0, 0, 9), 0.5)).toEqual({ value: 50, over: true });
});

test("a larger share is never a smaller value, and each lies within its bucket", () => {
  const counts = fc.array(fc.nat(1_000), { minLength: 4, maxLength: 4 });
  const share = fc.double({ min: 0.001, max: 1, noNaN: true });
  fc.assert(
    fc.property(counts, share, share, (given, one, other) => {
      const buckets = bucketsOf(...given);
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      const [less, more] = [estimateQuantile(buckets, low), estimateQuantile(buckets, high)];
      if (countAll(buckets) === 0) return less === null && more === null;
      return less !== null && more !== null && less.value <= more.value && more.value <= 50;
    }),
  );
});
