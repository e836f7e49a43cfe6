import { describe, expect, test } from "vitest";
import { brief } from "./brief";
import { type Bound, canFail, figuresOf, shortfalls } from "./figures";
import { print } from "./print";
import { type Folder, hearStrangers, readCorpus, readUtterances } from "./strangers";

type Part = Extract<Folder, `near-misses${string}`>;

/**
 * What sounds like a question after a fact, or like a critical failure, and is none; some plain
 * questions among it. Bounds are what was measured last.
 *
 * NEAR_MISSES=list lists what was misunderstood of the lines for study, and shows nothing of those
 * held back; NEAR_MISSES=figures prints the table of both halves and a line of neither.
 */
const bounds: Record<Part, Record<string, Bound>> = {
  "near-misses": {
    "mfa-new-phone": { told: 7, wrongLines: 0, missedCriticals: 0, wrongCriticals: 0 },
    "lockout-tablet": { told: 7, wrongLines: 0, missedCriticals: 0, wrongCriticals: 0 },
    "prints-vanish": { told: 7, wrongLines: 0, missedCriticals: 0, wrongCriticals: 0 },
    "robot-voice": { told: 7, wrongLines: 0, missedCriticals: 0, wrongCriticals: 0 },
    "just-reset": { told: 7, wrongLines: 0, missedCriticals: 0, wrongCriticals: 0 },
    "cfo-pressure": { told: 7, wrongLines: 0, missedCriticals: 0, wrongCriticals: 0 },
  },
  "near-misses-held-back": {
    "mfa-new-phone": { told: 6, wrongLines: 0, missedCriticals: 0, wrongCriticals: 0 },
    "lockout-tablet": { told: 7, wrongLines: 2, missedCriticals: 0, wrongCriticals: 0 },
    "prints-vanish": { told: 7, wrongLines: 1, missedCriticals: 0, wrongCriticals: 0 },
    "robot-voice": { told: 6, wrongLines: 1, missedCriticals: 0, wrongCriticals: 0 },
    "just-reset": { told: 5, wrongLines: 1, missedCriticals: 1, wrongCriticals: 0 },
    "cfo-pressure": { told: 7, wrongLines: 2, missedCriticals: 0, wrongCriticals: 0 },
  },
};

const seed = 1;
const parts = ["near-misses", "near-misses-held-back"] as const satisfies Part[];
const ids = Object.keys(brief);

// No assertion shows a line: half of them are held back.
describe.each(parts)("%s", (part) => {
  const heard = Object.fromEntries(ids.map((id) => [id, hearStrangers(id, seed, part)]));

  test.each(Object.entries(bounds[part]))(
    "are taken for what they are by %s as often as when they were measured",
    (id, bound) => {
      expect(shortfalls(figuresOf(heard[id] ?? []), bound)).toEqual([]);
    },
  );

  test("would not be, by an engine that is deaf or rash", () => {
    const all = figuresOf(Object.values(heard).flat());
    expect(canFail(all, sum(Object.values(bounds[part])))).toBe(true);
  });

  test.each(Object.entries(brief))("are labelled as the brief has %s", (id, names) => {
    const lines = readUtterances(part, id);
    const labels = lines.flatMap(({ reveals, mayReveal }) => [...reveals, ...mayReveal]);
    const broken = lines.flatMap(({ critical }) => critical);
    expect(labels.filter((label) => !names.facts.includes(label))).toEqual([]);
    expect(broken.filter((label) => !names.criticals.includes(label))).toEqual([]);
  });

  test.each(ids)("to %s are twenty-five, and more than half of them ask for nothing", (id) => {
    const lines = readUtterances(part, id);
    expect(lines.length).toBe(25);
    expect(lines.filter(({ reveals }) => reveals.length === 0).length).toBeGreaterThan(12);
  });
});

test.each(ids)(
  "near misses to %s say at the top of their file whether they are held back",
  (id) => {
    const tops = parts.map((part) => readCorpus(part, id).split("\n")[0]);
    expect(tops[0]).toMatch(/for study/);
    expect(tops[1]).toMatch(/^# HELD BACK: .* nobody/);
  },
);

/** Studying shows nothing of what is held back, not even a figure. */
const wanted = process.env["NEAR_MISSES"];
if (wanted === "list") print("near-misses", true);
if (wanted === "figures") parts.forEach((part) => print(part, false));

function sum(all: Bound[]): Bound {
  const add = (kind: keyof Bound): number => all.reduce((total, each) => total + each[kind], 0);
  return {
    told: add("told"),
    wrongLines: add("wrongLines"),
    missedCriticals: add("missedCriticals"),
    wrongCriticals: add("wrongCriticals"),
  };
}
