import { expect, test } from "vitest";
import { excerptOf } from "./excerpt";

test("a short message is quoted whole, on one line", () => {
  expect(excerptOf("Hello\n  Priya")).toBe("“Hello Priya”");
});

test("a long message is cut between words", () => {
  const quoted = excerptOf("one two three four five six seven eight nine ten eleven twelve");
  expect(quoted).toBe("“one two three four five six seven eight nine ten eleven …”");
});

test("a long word alone is cut anywhere", () => {
  expect(excerptOf("a".repeat(100)).length).toBeLessThan(70);
});
