import fc from "fast-check";
import { expect, test } from "vitest";
import { markMatches } from "./mark-matches";

test("every word of the search is marked, whatever its case", () => {
  expect(markMatches("The VPN is slow. vpn!", "vpn slow")).toEqual([
    { text: "The ", marked: false },
    { text: "VPN", marked: true },
    { text: " is ", marked: false },
    { text: "slow", marked: true },
    { text: ". ", marked: false },
    { text: "vpn", marked: true },
    { text: "!", marked: false },
  ]);
});

test("signs that mean something elsewhere are only themselves", () => {
  expect(markMatches("100 % of it", "% .*").filter((part) => part.marked)).toEqual([
    { text: "%", marked: true },
  ]);
});

test("nothing of any text is lost", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string(), (text, query) => {
      const parts = markMatches(text, query);
      expect(parts.map((part) => part.text).join("")).toBe(text);
    }),
  );
});
