import { expect, test } from "vitest";
import { formatBytes, formatCount, formatEstimate, formatMs, formatShare } from "./figure-format";

test.each([
  [0, "0 ms"],
  [0.02, "under 0.1 ms"],
  [0.42, "0.4 ms"],
  [9.96, "10 ms"],
  [12.4, "12 ms"],
  [999.4, "999 ms"],
  [999.7, "1 s"],
  [1_234, "1.2 s"],
  [30_000, "30 s"],
])("%d ms read as %s", (ms, words) => {
  expect(formatMs(ms)).toBe(words);
});

test("an estimate beyond the last bucket says so", () => {
  expect(formatEstimate({ value: 30_000, over: true })).toBe("over 30 s");
  expect(formatEstimate({ value: 20, over: false })).toBe("20 ms");
});

test("bytes, counts and shares are as short as they may be", () => {
  expect([96_400_000, 1_240_000_000].map(formatBytes)).toEqual(["96 MB", "1.2 GB"]);
  expect([0, 999, 1_000, 1_234_567].map(formatCount)).toEqual(["0", "999", "1,000", "1,234,567"]);
  expect([0.003, 0.042, 1.25].map(formatShare)).toEqual(["0.3 %", "4.2 %", "125 %"]);
});
