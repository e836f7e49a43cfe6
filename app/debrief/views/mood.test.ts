import { expect, test } from "vitest";
import { type MoodPoint, moodReason, moodSentence, moodTurns } from "./mood";

function point(mood: number, atSeconds = 0): MoodPoint {
  return { mood, atSeconds, seq: null, reasons: [] };
}

test("the curve is told in a sentence, the worst moment included", () => {
  expect(moodSentence([point(0), point(-2), point(1)])).toBe(
    "Began neutral, at worst angry, ended relieved.",
  );
  expect(moodSentence([point(-1), point(2)])).toBe("Began annoyed, ended pleased.");
  expect(moodSentence([])).toBe("Nothing is known of the mood.");
});

test("only what changed the mood is a turn", () => {
  const turns = moodTurns([point(0), point(0, 10), point(1, 20), point(-1, 30)]);
  expect(turns.map(({ atSeconds, change }) => [atSeconds, change])).toEqual([
    [20, 1],
    [30, -2],
  ]);
});

test("reasons are told in words, a scenario's own ones too", () => {
  expect(moodReason("silence")).toBe("had to wait too long");
  expect(moodReason("progress:mfa_reset")).toBe("saw that it works");
  expect(moodReason("restart_laptop")).not.toContain("_");
});
