import { expect, test } from "vitest";
import { parseWholeNumber } from "./whole-number";

test.each([
  ["0", 0],
  ["007", 7],
  ["2147483647", 2_147_483_647],
])("%s is %i", (text, number) => {
  expect(parseWholeNumber(text)).toBe(number);
});

test.each([
  null,
  undefined,
  "",
  " 7",
  "-1",
  "1.5",
  "1e2",
  "0x10",
  "٣",
  "2147483648",
  "99999999999",
])("%j is no whole number", (text) => {
  expect(parseWholeNumber(text)).toBeNull();
});
