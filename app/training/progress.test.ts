import { describe, expect, test } from "vitest";
import type { Attempt } from "./attempt";
import { compare } from "./compare";
import { type Candidate, suggestNext } from "./next-scenario";
import { areaTrends, skillTrends } from "./trends";

const scenarios: Candidate[] = [
  ["phone", 2, ["diagnosis", "identity check"]],
  ["voice", 1, ["diagnosis", "patience"]],
  ["reset", 3, ["identity check"]],
  ["boss", 3, ["standing firm"]],
].map(([id, difficulty, skills]) => ({
  ...{ id: id as string, title: `Title of ${id as string}`, summary: "" },
  ...{ difficulty: difficulty as number, skills: skills as string[] },
}));

let made = 0;
function attempt(scenarioId: string, score: number, more: Partial<Attempt> = {}): Attempt {
  made += 1;
  return {
    ...{ sessionId: `session-${made}`, scenarioId, scenarioTitle: `Title of ${scenarioId}`, score },
    skills: scenarios.find(({ id }) => id === scenarioId)?.skills ?? [],
    startedAt: new Date(Date.UTC(2026, 0, 1, 0, made)).toISOString(),
    ...{ outcome: "partial" as const, continued: false },
    criteria: [
      { id: "cause", label: "Found the cause", kind: "facts", score: score / 10, max: 10 },
      { id: "notes", label: "Wrote it up", kind: "notes", score: 5, max: 5 },
      { id: "code", label: "Right code", kind: "resolution", score: 0, max: 5 },
    ],
    times: { firstResponseSeconds: 20, longestWaitSeconds: 90, resolutionSeconds: 300 },
    ...more,
  };
}
const nextAfter = (...attempts: Attempt[]) => suggestNext(scenarios, attempts);

describe("what to practise next", () => {
  test("is the easiest before anything was played", () => {
    expect(nextAfter()).toMatchObject({ scenario: { id: "voice" } });
    expect(suggestNext([], [])).toBeNull();
  });

  test("is the last one again while it isn't good enough, three times at most", () => {
    const low = () => attempt("voice", 40);
    expect(nextAfter(low())).toMatchObject({
      scenario: { id: "voice" },
      why: "The best score here is 40 of 100. Once more, while it is fresh.",
    });
    expect(nextAfter(low(), low())?.scenario.id).toBe("voice");
    expect(nextAfter(low(), low(), low())?.scenario.id).toBe("phone");
    expect(nextAfter(low(), attempt("voice", 75))?.scenario.id).toBe("phone");
  });

  test("is one not tried, of equals the one for the weakest skill", () => {
    const good = [attempt("voice", 95), attempt("phone", 76)];
    expect(nextAfter(...good)).toMatchObject({
      scenario: { id: "reset" },
      why: "Not tried yet, and it trains identity check: 76 of 100 when last practised.",
    });
  });

  test("is the one with the lowest best score once all have been tried, then the one of longest ago", () => {
    const all = [
      attempt("boss", 92),
      attempt("voice", 95),
      attempt("reset", 91),
      attempt("phone", 80),
    ];
    expect(nextAfter(...all)).toMatchObject({
      scenario: { id: "phone" },
      why: expect.stringContaining("80 of 100") as string,
    });
    expect(nextAfter(...all, attempt("phone", 97))?.scenario.id).toBe("boss");
  });

  test("takes no notice of sessions from the middle, nor of scenarios that are gone", () => {
    const middle = attempt("reset", 100, { continued: true });
    expect(nextAfter(middle, attempt("gone", 10))?.scenario.id).toBe("voice");
  });
});

describe("trends", () => {
  const attempts = [
    attempt("voice", 40),
    attempt("phone", 60),
    attempt("voice", 100, { continued: true }),
    attempt("voice", 80),
  ];

  test("of a skill are the scores of the attempts that trained it, oldest first", () => {
    expect(skillTrends(attempts)).toEqual([
      { name: "Diagnosis", values: [40, 60, 80] },
      { name: "Patience", values: [40, 80] },
      { name: "Identity check", values: [60] },
    ]);
  });

  test("of a kind of criterion are the share of its points", () => {
    expect(areaTrends(attempts)).toEqual([
      { name: "Finding out", values: [40, 60, 80] },
      { name: "Writing it up", values: [50, 50, 50] },
    ]);
  });
});

test("attempts stand side by side, the latest five, with what one of them lacks left open", () => {
  const many = Array.from({ length: 7 }, (_, n) => attempt("voice", n * 10));
  const criteria = many[6]?.criteria.slice(0, 1) ?? [];
  const last = attempt("voice", 90, {
    criteria,
    times: { firstResponseSeconds: null, longestWaitSeconds: 125, resolutionSeconds: 700 },
  });
  const { attempts, rows } = compare([...many, attempt("phone", 1), last], "voice");
  expect(attempts.map(({ score }) => score)).toEqual([30, 40, 50, 60, 90]);
  expect(rows.map(({ label, cells }) => [label, cells.at(-1)])).toEqual([
    ["Score", "90 of 100"],
    ["Found the cause", "6 of 10"],
    ["Wrote it up", "–"],
    ["Right code", "–"],
    ["First response", "never"],
    ["Longest wait", "2 min 5 s"],
    ["Whole contact", "11 min"],
  ]);
});
