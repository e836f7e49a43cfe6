import { expect, test } from "vitest";
import { characterNote, composerError } from "./composer-rules";

test("only white space is an empty message", () => {
  expect(composerError(" \n\t")).toBe("Write a message first.");
  expect(composerError(" a ")).toBeNull();
});

test("4,000 emoji may be sent, one more may not", () => {
  expect(composerError("😀".repeat(4000))).toBeNull();
  expect(composerError("😀".repeat(4001))).toBe("1 character too many.");
});

test("the count shows itself near the limit only", () => {
  expect(characterNote("a".repeat(3000))).toBeNull();
  expect(characterNote("a".repeat(3900))).toBe("100 left");
  expect(characterNote("a".repeat(4012))).toBe("12 too many");
});
