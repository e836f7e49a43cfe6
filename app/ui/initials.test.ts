import { expect, test } from "vitest";
import { initials } from "./initials";

test.each([
  ["Priya Raman", "PR"],
  ["“Richard Hale, CFO”", "RC"],
  ["Ana María de la Cruz", "AC"],
  ["élodie", "É"],
  ["", "?"],
])("%s is drawn as its initials", (name, expected) => {
  expect(initials(name)).toBe(expected);
});
