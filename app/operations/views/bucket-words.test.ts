import { expect, test } from "vitest";
import type { Bucket } from "../percentile";
import { rangesOf, shapeSentence } from "./bucket-words";

const bucketsOf = (...counts: number[]): Bucket[] =>
  counts.map((count, index) => ({ upTo: [1, 500, 30_000, null][index] ?? null, count }));

test("every bucket says what lies in it", () => {
  expect(rangesOf(bucketsOf(0, 0, 0, 0)).map(({ words }) => words)).toEqual([
    "up to 1 ms",
    "1 ms to 500 ms",
    "500 ms to 30 s",
    "over 30 s",
  ]);
});

test.each([
  [[0, 0, 0, 0], "Nothing measured yet."],
  [[1_200, 0, 0, 0], "All 1,200 took up to 1 ms."],
  [[5, 20, 1, 2], "20 of 28 took 1 ms to 500 ms; the slowest over 30 s."],
  [[5, 20, 0, 0], "20 of 25 took 1 ms to 500 ms, none longer."],
])("the buckets %j in a sentence", (counts, sentence) => {
  expect(shapeSentence(bucketsOf(...counts))).toBe(sentence);
});
