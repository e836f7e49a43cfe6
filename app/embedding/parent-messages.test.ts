import { describe, expect, test } from "vitest";
import { heightToAsk, targetsOf } from "./parent-messages";

const allowed = ["https://lms.example.org", "https://other.example.org"];

describe("what is told goes to", () => {
  test("the page around us alone, where the browser says who that is", () => {
    expect(targetsOf(allowed, ["https://lms.example.org", "https://top.example"])).toEqual([
      "https://lms.example.org",
    ]);
  });

  test("nobody when that one isn't on the list", () => {
    expect(targetsOf(allowed, ["https://evil.example"])).toEqual([]);
    expect(targetsOf([], ["https://evil.example"])).toEqual([]);
  });

  test("the list where the browser doesn't say, and never to everyone", () => {
    expect(targetsOf(allowed, undefined)).toEqual(allowed);
    expect(targetsOf([], undefined)).toEqual([]);
  });
});

describe("a height is asked for", () => {
  test("as it is, within what makes sense", () => {
    expect(heightToAsk(812.4, null)).toBe(812);
    expect(heightToAsk(20, null)).toBe(400);
    expect(heightToAsk(1e9, null)).toBe(10_000);
  });

  test("not again for a hair's breadth, so that frame and page don't chase each other", () => {
    expect(heightToAsk(812, 810)).toBeNull();
    expect(heightToAsk(820, 810)).toBe(820);
  });
});
