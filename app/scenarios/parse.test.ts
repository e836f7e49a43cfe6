import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseScenario, readScenario, ScenarioError } from "./parse";
import { scenario as scenarioSchema } from "./schema";

const good = readFileSync(
  new URL("../../prisma/scenarios/robot-voice.yaml", import.meta.url),
  "utf8",
);

function messageFor(text: string): string {
  try {
    parseScenario(text, "x.yaml");
  } catch (error) {
    if (error instanceof ScenarioError) return error.message;
    throw error;
  }
  throw new Error("it was accepted");
}

const manyIds = (count: number): string =>
  Array.from({ length: count }, (_, i) => `  x${i},\n`).join("");

describe("a scenario file", () => {
  it("that is good is read, and survives being stored as JSON", () => {
    const parsed = parseScenario(good, "robot-voice.yaml");
    expect(scenarioSchema.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
  });

  it.each([
    [
      "broken YAML",
      (text: string) => text.replace("skills: [", "skills: [["),
      /^x\.yaml:\d+:\d+: /,
    ],
    [
      "a wrong type, by line",
      (text: string) => text.replace("difficulty: 1", "difficulty: easy"),
      /^x\.yaml:6:13: difficulty: /,
    ],
    [
      "a misspelt key",
      (text: string) => text.replace("askedBy: [ask_signal]", "askdBy: [ask_signal]"),
      /x\.yaml:\d+:\d+: facts\.3/,
    ],
    [
      "weights that don't add up",
      (text: string) => text.replace("weight: 15", "weight: 16"),
      /add up to 101/,
    ],
    [
      "a rubric that names no fact of its own",
      (text: string) =>
        text
          .replace("facts: [upload] }, better", "facts: [uplaod] }, better")
          .replace("kind: facts, facts: [upload]", "kind: facts, facts: [uplaod]"),
      /no fact uplaod/,
    ],
    [
      "a key of the world without words for people",
      (text: string) => text.replace(/\n {2}closer_to_router: he moved.*/, ""),
      /world\.closer_to_router: has no words for people/,
    ],
    [
      "a world that isn't declared",
      (text: string) =>
        text.replace("sets: { identity_verified: true }", "sets: { identity_verifed: true }"),
      /there is no key of the world identity_verifed/,
    ],
    [
      "a character that no text has, by its escape",
      (text: string) => text.replace(/^title: .*$/m, 'title: "a\\0b"'),
      /x\.yaml:\d+:8: title: holds a character that no text has/,
    ],
    [
      "half a character",
      (text: string) => text.replace(/^title: .*$/m, 'title: "a\\uD83Db"'),
      /title: holds a character that no text has/,
    ],
    [
      "an id that no index takes",
      (text: string) => text.replace("id: robot-voice", `id: r${"obot".repeat(20)}`),
      /id: must have at most 60 characters/,
    ],
    [
      "a name that programs keep for themselves",
      (text: string) => text.replace("id: wifi_bars", "id: constructor"),
      /facts\.3\.id: must be another word than constructor/,
    ],
    [
      "a concept that programs keep for themselves",
      (text: string) => text.replace("lexicon:\n", "lexicon:\n  constructor: [builder]\n"),
      /lexicon\.constructor: isn't a good name: it must be another word/,
    ],
    [
      "a time at which timers overflow",
      (text: string) => text.replace(/firstResponseSeconds: \d+/, "firstResponseSeconds: 3000000"),
      /firstResponseSeconds: must be at most 604800, a week/,
    ],
    [
      "a tool's critical failure that isn't declared",
      (text: string) =>
        text.replace(
          '- result: "Incident raised',
          '- critical: nope\n        result: "Incident raised',
        ),
      /no critical failure nope/,
    ],
  ])("with %s is refused with file and reason", (_, spoil, message) => {
    expect(messageFor(spoil(good))).toMatch(message);
  });

  it("with an alias bomb is refused", () => {
    const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${"bcdefghi"
      .split("")
      .map((c, i) => `${c}: &${c} [${Array(9).fill(`*${"abcdefgh"[i]}`).join(", ")}]`)
      .join("\n")}\n`;
    expect(() => parseScenario(bomb, "x.yaml")).toThrow(ScenarioError);
  });

  it.each([
    ["brackets without end", "[".repeat(4_000)],
    ["dashes that ended a process once", "- ".repeat(300_000)],
    ["deep nesting", Array.from({ length: 40 }, (_, i) => `${" ".repeat(i)}a:`).join("\n")],
    ["a line without end", `a: ${"x".repeat(6_000)}`],
    ["more than a megabyte", "# a\n".repeat(300_000)],
    ["a key twice", "id: a\nid: b\n"],
    ["a type of its own", "id: !!js/function 'return 1'\n"],
    [
      "a condition that is part of itself",
      good.replace("when: {", "when: &w { not: *w, any: [*w],"),
    ],
  ])("with %s is refused at once", (_, text) => {
    const started = performance.now();
    expect(messageFor(text)).toMatch(/^x\.yaml:\d+:\d+: /);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it.each([
    ["keys", Array.from({ length: 2_000 }, (_, i) => `k${i}: 1`).join("\n")],
    ["ids", good.replace("progress: [", `progress: [\n${manyIds(2_000)}  `)],
    ["twins", "k: 1\n".repeat(2_000)],
  ])("with thousands of wrong %s is told of a hundred, since each costs time", (_, text) => {
    const read = readScenario(text);
    expect("problems" in read && read.problems.length).toBe(100);
  });
});
