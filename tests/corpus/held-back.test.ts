import { describe, expect, test } from "vitest";
import { type Bound, canFail, figuresOf, shortfalls } from "./figures";
import { print } from "./print";
import { type Folder, hasScenario, hearStrangers } from "./strangers";

type Part = Extract<Folder, "newcomers" | "held-back">;

/**
 * How often newcomers are understood, in the lines for study and in those held back. Bounds are
 * what was measured last (docs/understanding.md has the first look as well); a scenario without
 * isn't measured yet.
 *
 * HELD_BACK=figures prints the table of both parts, NEWCOMERS=figures that of the lines for study
 * alone. NEWCOMERS=list lists what was misunderstood of the lines for study; HELD_BACK=list does so
 * for those held back, after which they measure nothing any more.
 */
const bounds: Record<Part, Record<string, Bound>> = {
  newcomers: {
    "mfa-new-phone": { told: 98, wrongLines: 0, missedCriticals: 0, wrongCriticals: 0 },
    "robot-voice": { told: 105, wrongLines: 0, missedCriticals: 0, wrongCriticals: 0 },
    "lockout-tablet": { told: 95, wrongLines: 0, missedCriticals: 0, wrongCriticals: 0 },
    "prints-vanish": { told: 91, wrongLines: 0, missedCriticals: 0, wrongCriticals: 0 },
    "just-reset": { told: 90, wrongLines: 0, missedCriticals: 0, wrongCriticals: 0 },
    "cfo-pressure": { told: 98, wrongLines: 1, missedCriticals: 0, wrongCriticals: 0 },
  },
  "held-back": {
    "mfa-new-phone": { told: 43, wrongLines: 0, missedCriticals: 0, wrongCriticals: 0 },
    "robot-voice": { told: 51, wrongLines: 1, missedCriticals: 0, wrongCriticals: 0 },
    "lockout-tablet": { told: 46, wrongLines: 0, missedCriticals: 1, wrongCriticals: 0 },
    "prints-vanish": { told: 44, wrongLines: 1, missedCriticals: 0, wrongCriticals: 0 },
    "just-reset": { told: 44, wrongLines: 1, missedCriticals: 1, wrongCriticals: 0 },
    "cfo-pressure": { told: 43, wrongLines: 1, missedCriticals: 3, wrongCriticals: 0 },
  },
};

const seed = 1;
const lists: Record<Part, string | undefined> = {
  newcomers: process.env["NEWCOMERS"],
  "held-back": process.env["HELD_BACK"],
};
const parts = ["newcomers", "held-back"] as const satisfies Part[];

const measured = parts.flatMap((part) =>
  Object.entries(bounds[part])
    .filter(([id]) => hasScenario(id))
    .map(([id, bound]) => ({ part, id, bound })),
);

describe.each(measured)("$part of $id", ({ part, id, bound }) => {
  const figures = figuresOf(hearStrangers(id, seed, part));

  test("are understood as often as when they were measured", () => {
    expect(shortfalls(figures, bound)).toEqual([]);
  });

  test("would not be, by an engine that is deaf or rash", () => {
    expect(canFail(figures, bound)).toBe(true);
  });
});

/** Studying shows nothing of what is held back, not even a figure. */
const shown = lists["held-back"] ? parts : parts.filter((part) => lists[part]);
shown.forEach((part) => print(part, lists[part] === "list"));
