import { expect, test } from "vitest";
import { countCharacters } from "./count-characters";

test("an emoji outside the basic plane counts once", () => {
  expect(countCharacters("a😀b")).toBe(3);
});

test("line breaks and accents count", () => {
  expect(countCharacters("é\né")).toBe(3);
  expect(countCharacters("")).toBe(0);
});
