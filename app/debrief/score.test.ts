import { describe, expect, it } from "vitest";
import type { Criterion } from "~/scenarios/rubric";
import type { Scenario } from "~/scenarios/schema";
import { readScenario } from "../../tests/support/talk";
import { debrief as debriefSchema, type Debrief } from "./debrief";
import { createPlay } from "./play";

const priya = readScenario("mfa-new-phone");
const resolve =
  "/resolve access | New phone, authenticator on the old one | solved | MFA reset, re-enrolled";

function judge(lines: string[], level = 2, scenario = priya): Debrief {
  const play = createPlay(scenario, { seed: 1, level });
  for (const line of lines) {
    const result = play.take(line);
    if ("debrief" in result) return debriefSchema.parse(JSON.parse(JSON.stringify(result.debrief)));
  }
  throw new Error("never resolved");
}

const criterion = (result: Debrief, id: string) => result.criteria.find((each) => each.id === id);

const oracle = priya.tests.find(({ kind }) => kind === "oracle")?.lines ?? [];

describe("a good session", () => {
  const result = judge(oracle);

  it("is a success with nearly all points and five stars", () => {
    expect(result).toMatchObject({ outcome: "success", critical: [], rating: { stars: 5 } });
    expect(result.score).toBeGreaterThanOrEqual(90);
  });

  it("says what each message unlocked", () => {
    const unlocked = result.annotations.flatMap((each) => each.unlocked);
    expect(unlocked).toContain(
      "New phone on Saturday; the authenticator was on the old one, which she traded in",
    );
    expect(unlocked).toContain("The new phone was enrolled");
  });

  it("points at the messages that are its evidence", () => {
    for (const { id, evidence } of result.criteria.filter(({ id }) =>
      ["identity", "root_cause", "fix"].includes(id),
    )) {
      expect(evidence.length, id).toBeGreaterThan(0);
    }
  });
});

describe("what a criterion says of itself", () => {
  const withCriterion = (one: Criterion): Scenario => ({ ...priya, rubric: [one] });
  const common = { id: "manner", label: "Manner", weight: 100, better: "Better", required: false };
  const lines = ["Thanks for waiting, that must be frustrating.", resolve];

  it("isn't “you did” where once wasn't enough", () => {
    const twice = { ...common, kind: "signals" as const, signals: ["empathy"], atLeast: 2 };
    const found = criterion(judge(lines, 2, withCriterion(twice)), "manner");
    expect([found?.score, found?.reason]).toEqual([
      50,
      expect.stringMatching(/^You did 1 of 2 times, with “Thanks for waiting/) as string,
    ]);
  });

  it("names the message that cost points, whatever the signal", () => {
    const none = { ...common, kind: "avoid" as const, signals: ["thanks"], tools: [], allowed: 0 };
    const scenario = withCriterion({ ...none, costs: 0.5 });
    const found = criterion(judge(lines, 2, scenario), "manner");
    expect(found?.reason).toMatch(/^“Thanks for waiting.* \(message \d+\) was better left out\.$/);
  });
});

describe("what was asked in vain", () => {
  const facts = priya.facts.map((fact) =>
    fact.id === "since_when" ? { ...fact, reluctance: 3 } : fact,
  );
  const rubric: Criterion[] = [
    {
      ...{ id: "when", label: "When", weight: 100, better: "When?", required: false },
      ...{ kind: "facts" as const, facts: ["since_when"] },
    },
  ];
  const reluctant: Scenario = { ...priya, facts, rubric };
  const reasonFor = (lines: string[]) =>
    criterion(judge([...lines, resolve], 3, reluctant), "when")?.reason;

  it("once is said to have been asked once", () => {
    expect(reasonFor(["When did this start?"])).toMatch(
      /The question at message \d+ was dodged and not asked again/,
    );
  });

  it("twice is not said to have been given up at once", () => {
    const reason = reasonFor(["When did this start?", "Since when does it do that?"]);
    expect(reason).toMatch(/The questions at messages \d+ and \d+ were dodged/);
  });
});

describe("a critical failure", () => {
  it("makes the total nought, names the message and what would have been better", () => {
    const result = judge(["What's your password?", resolve]);
    expect(result).toMatchObject({ outcome: "failure", score: 0 });
    expect(result.critical).toMatchObject([{ id: "asked_secret", seq: 3, cap: 0 }]);
    expect(result.annotations[0]).toMatchObject({
      seq: 3,
      broke: expect.arrayContaining(["Asked for a password or a code"]) as string[],
    });
  });

  it("is counted once, at its first message", () => {
    const result = judge(["What's your password?", "And the code?", resolve]);
    expect(result.critical).toHaveLength(1);
  });

  it("by tool is a reset before she was identified", () => {
    const result = judge(["/tool reset_mfa", "What's your staff number?", resolve]);
    expect(result.critical.map(({ id }) => id)).toEqual(["reset_before_id"]);
    expect(criterion(result, "identity")?.reason).toMatch(
      /Reset MFA came at step 3, before .* at message \d+\./,
    );
  });
});

it("a critical failure that only caps the total leaves what is below the cap", () => {
  const capped = { ...priya, critical: priya.critical.map((each) => ({ ...each, cap: 60 })) };
  expect(judge(["What's your password?", ...oracle], 2, capped)).toMatchObject({
    outcome: "failure",
    score: 60,
  });
  expect(judge(["What's your password?", resolve], 2, capped).score).toBeLessThan(60);
});

describe("closing the ticket", () => {
  const marcus = readScenario("lockout-tablet");
  const close = (lines: string[], code = "solved"): Debrief =>
    judge([...lines, `/resolve access | locked | ${code} | unlocked`], 3, marcus);

  it("after an unlock alone is the failure itself, at the last step", () => {
    const result = close(["Your name and staff number?", "/tool unlock_account"]);
    expect(result).toMatchObject({ outcome: "failure", score: 0 });
    expect(result.critical).toMatchObject([{ id: "closed_after_unlock", seq: 8 }]);
  });

  it("by handing it on is none", () => {
    expect(close(["/tool unlock_account"], "escalated").critical).toEqual([]);
  });

  it("without the root cause in the notes is no success, whatever was done", () => {
    const lines = marcus.tests.find(({ kind }) => kind === "oracle")?.lines.slice(0, -1) ?? [];
    expect(close(lines)).toMatchObject({ outcome: "partial", critical: [] });
    expect(
      judge([...lines, "/resolve access | old password on a tablet | solved | -"], 3, marcus),
    ).toMatchObject({ outcome: "success" });
  });
});

it("somebody who leaves the ticket behind spoils nothing by leaving", () => {
  const hale = readScenario("cfo-pressure");
  const result = judge(
    [
      "I'm sorry, I can't change that without verification.",
      "I can call you on the number on record.",
      "I still can't, sorry.",
      "/tool raise_incident",
      "/resolve security | impostor, wanted MFA moved | refused | -",
    ],
    3,
    hale,
  );
  expect(result).toMatchObject({ outcome: "success", critical: [] });
});

describe("what is missing", () => {
  it("is told with the message at which it was missed", () => {
    const result = judge(["Anything changed?", resolve]);
    expect(criterion(result, "root_cause")).toMatchObject({ score: 0, evidence: [3] });
    expect(criterion(result, "root_cause")?.reason).toMatch(/message 3 was denied/);
  });

  it("lists the facts never asked for, each with a question that gets it", () => {
    const { neverAsked } = judge(["Since when?", resolve]);
    expect(neverAsked.map(({ id }) => id)).toEqual([
      "error_text",
      "only_me",
      "staff_id",
      "new_phone",
    ]);
    expect(neverAsked[0]?.example).toMatch(/\?$/);
  });

  it("misunderstood messages cost nothing", () => {
    const clean = judge(["Since when?", resolve]);
    const garbled = judge(["Since when?", "Fnord blorp zibble?", resolve]);
    expect(garbled.score).toBe(clean.score);
  });
});

describe("advice at a message", () => {
  const noteAt = (result: Debrief, seq: number) =>
    result.annotations.find((each) => each.seq === seq);

  it("for a question that was denied is the question that gets the answer", () => {
    const result = judge(["Anything changed?", resolve]);
    expect(noteAt(result, 3)?.better).toEqual([
      "“Which phone approves your sign-in, and do you still have it?”",
    ]);
    expect(result.neverAsked.find(({ id }) => id === "new_phone")?.tried).toEqual([3]);
  });

  it("for a critical failure is what the scenario says of it", () => {
    const result = judge(["/tool reset_mfa", "What's your password?", resolve]);
    expect(noteAt(result, 3)?.better[0]).toMatch(/full name and staff number/);
    expect(result.annotations.at(-1)?.better[0]).toMatch(/staff number/);
  });

  it("for one that asks nothing is the next open question, and for a known one when it was told", () => {
    const result = judge(["hello", "What do you see?", "What do you see on the screen?", resolve]);
    expect(noteAt(result, 3)).toMatchObject({
      missed: ["It asked nothing and moved nothing on"],
      better: [expect.stringMatching(/^“.*\?”$/)],
    });
    expect(result.annotations.at(-1)?.better.join()).toMatch(/You had this since message 5/);
  });

  it("for one that came late is how to bridge the wait", () => {
    const result = judge(["/wait 90", "What do you see when you sign in?", resolve]);
    const late = result.annotations.find(({ missed }) => missed.length > 0);
    expect(late?.missed.join()).toMatch(
      /Kept waiting for it: \d+ seconds, and 60 seconds is the most/,
    );
    expect(late?.better.join()).toMatch(/one moment/);
  });

  it("is not given where nothing was missed or broken", () => {
    const notes = judge(oracle).annotations.filter(
      (each) => each.missed.length + each.broke.length === 0,
    );
    expect(notes.length).toBeGreaterThan(3);
    expect(notes.flatMap(({ better }) => better)).toEqual([]);
  });
});

describe("waiting", () => {
  it("is measured from the customer's first unanswered line and told against the SLA", () => {
    const { times, criteria } = judge([
      "/wait 65",
      "Since when?",
      "/wait 130",
      "Anyone else?",
      resolve,
    ]);
    expect(times.firstResponseSeconds).toBeGreaterThan(65);
    expect(times.longestWait.seconds).toBeGreaterThanOrEqual(130);
    expect(criteria.find(({ id }) => id === "times")).toMatchObject({ score: 0 });
  });

  it("before the resolution counts like any other, and not after a farewell", () => {
    const wait = ["Since when?", "/wait 70", resolve];
    expect(judge(wait).times.longestWait.seconds).toBeGreaterThanOrEqual(70);
    const farewell = ["Since when?", "All done here, goodbye!", "/wait 40", resolve];
    expect(judge(farewell).times.longestWait.seconds).toBeLessThan(10);
    const kept = ["Since when?", "All done here, goodbye!", "/wait 100", resolve];
    expect(judge(kept).times.longestWait.seconds).toBeGreaterThanOrEqual(100);
  });

  it("too long makes the customer leave, and the session fail", () => {
    const result = judge(["hello", "/wait 3000", resolve]);
    expect(result).toMatchObject({ outcome: "failure", rating: { stars: 1 } });
  });
});

describe("what a debrief says", () => {
  const shipped = ["mfa-new-phone", "robot-voice", "lockout-tablet", "cfo-pressure"].map(
    readScenario,
  );

  it("holds no internal key, whatever was missed", () => {
    for (const scenario of shipped) {
      for (const { lines } of scenario.tests) {
        const play = createPlay(scenario, { seed: 3, level: 2 });
        const last = lines.map((line) => play.take(line)).at(-1);
        if (last === undefined || !("debrief" in last)) throw new Error("never resolved");
        const { criteria, annotations } = last.debrief;
        const notes = annotations.flatMap((each) => [
          ...each.unlocked,
          ...each.missed,
          ...each.broke,
          ...each.better,
        ]);
        for (const text of [...criteria.map(({ reason }) => reason), ...notes]) {
          expect(text).not.toMatch(/\b[a-z]+_[a-z]+/);
          expect(text).not.toMatch(/“[^”]*“/);
          expect(text).toMatch(/^[“A-Z0-9]/);
        }
      }
    }
  });

  it("a criterion's confirmation rests on the customer's own words", () => {
    const confirmed = criterion(judge(oracle), "confirmed");
    expect(confirmed).toMatchObject({ score: 10 });
    expect(confirmed?.reason).toMatch(/in/);
    const play = createPlay(priya, { seed: 1, level: 2 });
    let seq = 2;
    for (const line of oracle.slice(0, -1)) {
      const result = play.take(line);
      if ("played" in result)
        seq +=
          (line.startsWith("/wait") ? 0 : 1) +
          result.played.say.length +
          result.played.system.length;
    }
    expect(confirmed?.evidence).toEqual([seq]);
  });

  it("says that a fact was told only vaguely, until it is asked for once more", () => {
    const graham = readScenario("robot-voice");
    const scope = graham.rubric.filter(({ id }) => id === "scope");
    const scenario = { ...graham, rubric: scope.map((each) => ({ ...each, weight: 100 })) };
    const end = "/resolve network | upload | solved | paused";
    const vague = judge(["Since when do you sound like that?", end], 2, scenario);
    expect(criterion(vague, "scope")).toMatchObject({ score: 33 });
    expect(criterion(vague, "scope")?.reason).toMatch(/only vaguely, and you didn't ask once more/);
    expect(vague.annotations[0]).toMatchObject({
      unlocked: ["Since yesterday lunchtime"],
      missed: [expect.stringMatching(/^Told only vaguely/)],
      better: [expect.stringMatching(/^“When did people first/)],
    });
    const lines = ["Since when do you sound like that?", "Since when exactly?", end];
    const exact = judge(lines, 2, scenario);
    expect(criterion(exact, "scope")?.reason).not.toMatch(/vaguely/);
    expect(exact.annotations.map(({ unlocked, missed }) => [unlocked, missed])).toEqual([
      [["Since yesterday lunchtime"], []],
      [["Exactly: Since yesterday lunchtime"], []],
    ]);
  });

  it("names a wait in words, and an answer at once as such", () => {
    const { reason } =
      criterion(judge(["/wait 65", "Since when?", "/wait 130", "Just you?", resolve]), "times") ??
      {};
    expect(reason).toMatch(/after \d+ seconds \(due within 60 seconds\)/);
    expect(reason).toMatch(/longest wait was 2 minutes, and 2 minutes is the most/);
  });

  it("tells which half of the resolution was wrong", () => {
    const wrong = judge(["Since when?", "/resolve access | new phone | no_contact | -"]);
    expect(criterion(wrong, "resolution")?.reason).toBe(
      "Category access is right; code no contact isn't what happened.",
    );
  });

  it("counts the silence before the customer left as a wait", () => {
    const { times } = judge(["hello", "/wait 3000", resolve]);
    expect(times.longestWait.seconds).toBeGreaterThan(120);
  });

  it("marks a step that can't matter as such, and not as misunderstood", () => {
    const { annotations } = judge(["Please empty the recycle bin.", resolve]);
    expect(annotations[0]?.missed).toEqual(["A step that changes nothing here"]);
  });
});
