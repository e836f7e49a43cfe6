import { describe, expect, it } from "vitest";
import { readScenario } from "../../../tests/corpus/strangers";
import { understand } from "../understanding/understand";
import { classify, outputName } from "./classifier";
import { featureCount, readFeatures } from "./features";
import { activate, logOdds, type Network } from "./network";
import { pack, unpack } from "./packed";
import { type Lesson, train } from "./train";
import { weigh } from "./weigh";

const robot = readScenario("robot-voice");
const rowsOf = (text: string) => readFeatures(text, understand(text, robot, 3), robot.id);

describe("features", () => {
  it("are rows of the table, each once, and the same each time", () => {
    const rows = rowsOf("Where are you, where are you sitting?");
    expect(new Set(rows).size).toBe(rows.length);
    expect(rows.every((row) => Number.isInteger(row) && row >= 0 && row < featureCount)).toBe(true);
    expect(rowsOf("Where are you, where are you sitting?")).toEqual(rows);
  });

  it("of a message and the same with a typing error have much in common", () => {
    const [right, wrong, other] = [
      "Where is your office?",
      "Where is your offcie?",
      "Thanks a lot!",
    ].map((text) => new Set(rowsOf(text))) as [Set<number>, Set<number>, Set<number>];
    const common = (set: Set<number>) => [...right].filter((row) => set.has(row)).length;
    expect(common(wrong)).toBeGreaterThan(2 * common(other));
  });

  it("of nothing are there all the same", () => {
    expect(rowsOf("").length).toBeGreaterThan(0);
  });
});

/** Two kinds of questions, told apart by a row of their own among many of no meaning. */
const lessons: Lesson[] = Array.from({ length: 200 }, (_, i) => ({
  rows: [i % 2, 10 + (i % 7), 20 + (i % 11), 40 + (i % 13)],
  wanted: [
    { output: 0, asked: i % 2 === 0 },
    { output: 1, asked: i % 2 === 1 },
  ],
}));
const trained = train(lessons, ["here/even", "here/odd"], {
  ...{ hidden: 8, rounds: 20, rate: 0.05, dropped: 0.2 },
});
const oddsOf = (network: Network, rows: number[]) =>
  [0, 1].map((output) => logOdds(network, activate(network, rows), output)) as [number, number];

describe("training", () => {
  it("tells apart what its lessons tell apart, in what it hasn't seen as well", () => {
    const [even, odd] = oddsOf(trained, [0, 16, 21, 50]);
    expect(even).toBeGreaterThan(1);
    expect(odd).toBeLessThan(-1);
  });

  it("comes to the same each time", () => {
    const once = train(lessons.slice(0, 20), ["a", "b"]);
    const again = train(lessons.slice(0, 20), ["a", "b"]);
    expect(again.weights).toEqual(once.weights);
  });

  it("says nothing of what a label leaves open", () => {
    const open = lessons.map((lesson) => ({ ...lesson, wanted: lesson.wanted.slice(0, 1) }));
    const { bias } = train(open, ["here/even", "here/odd"]);
    expect(bias[1]).toBe(-2);
  });
});

it("a packed network says what it said, but for a rounding", () => {
  const restored = unpack(
    JSON.parse(JSON.stringify(pack(trained, "x"))) as ReturnType<typeof pack>,
  );
  for (const rows of [[0], [1], [0, 12, 33]]) {
    const [before, after] = [oddsOf(trained, rows), oddsOf(restored, rows)];
    expect(after[0]).toBeCloseTo(before[0], 1);
    expect(after[1]).toBeCloseTo(before[1], 1);
  }
});

it("there are odds for the outputs of a scenario, and none for one that nothing was learned of", () => {
  const ask = (scenarioId: string) =>
    classify(trained, { scenarioId, ids: ["even", "odd", "other"], rows: [0] });
  expect([...ask("here").keys()]).toEqual(["even", "odd"]);
  expect([...ask("there").keys()]).toEqual([]);
  expect(outputName("here", "staff_id")).toBe(outputName("there", "staff_id"));
});

describe("what the rules heard", () => {
  const weighed = (text: string, scenario = robot) =>
    weigh(understand(text, scenario, 1), text, scenario);

  it("is dropped where a question only has a fact's words", () => {
    const text = "When did you say your customer meeting was?";
    expect(understand(text, robot, 1).content).toContain("ask_when");
    expect(weighed(text).heard.content).toEqual(["off_topic"]);
  });

  it("is added to where no rule knows a question", () => {
    const text = "Can you regard the wifi and say me if it is strong or feeble?";
    expect(understand(text, robot, 1).content).not.toContain("ask_signal");
    expect(weighed(text).heard).toMatchObject({ content: ["ask_signal"], matched: true });
  });

  it("stands where an author taught it", () => {
    const text = "When did you say your customer meeting was?";
    const taught = {
      ...robot,
      lexicon: { ...robot.lexicon, heard_ask_when: ["your customer meeting"] },
      intents: [
        { intent: "ask_when", needs: ["heard_ask_when"], force: "ask|tell|state" },
        ...robot.intents,
      ],
    };
    expect(weighed(text, taught).heard.content).toContain("ask_when");
  });

  it("stands where it asks for a fact that came later than the lessons", () => {
    const text = "When did you say your customer meeting was?";
    const facts = robot.facts.map((fact) =>
      fact.id === "since_when" ? { ...fact, id: "meeting" } : fact,
    );
    expect(weighed(text, { ...robot, facts }).heard.content).toContain("ask_when");
  });

  it("stands in a scenario that nothing was learned of", () => {
    const own = { ...robot, id: "black-wall" };
    const text = "When did you say your customer meeting was?";
    expect(weighed(text, own)).toEqual({
      heard: understand(text, own, 1),
      criticals: new Map(),
    });
  });
});
