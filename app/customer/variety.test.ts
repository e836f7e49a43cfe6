import { describe, expect, it } from "vitest";
import type { Lines } from "~/scenarios/reaction";
import { createTalk, readScenario } from "../../tests/support/talk";

const scenarios = ["mfa-new-phone", "robot-voice", "lockout-tablet", "cfo-pressure"].map(
  readScenario,
);

const monotonous = [
  "ok",
  "thanks",
  "hello",
  "one moment please",
  "Who are you?",
  "Since when?",
  "What do you see?",
  "Do you have any other devices?",
  "I'm sorry, I can't do that.",
  "Sorry for the inconvenience.",
  "Does it work now?",
  "Please restart your laptop.",
  "Fnord blorp zibble?",
  "Please clear your cache.",
  "What's your password?",
];

describe.each(scenarios)("in $id", (scenario) => {
  it.each(monotonous)("no line follows itself, however often one writes: %s", (text) => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const talk = createTalk(scenario, { seed });
      const said = talk.opening.say;
      for (let i = 0; i < 5; i++) said.push(...talk.say(text).say);
      said.forEach((line, i) => expect(line).not.toBe(said[i - 1]));
    }
  });
});

const variantsOf = (lines: Lines): string[][] =>
  Array.isArray(lines) ? [lines] : Object.values(lines).filter((each) => each !== undefined);

const sayings = ({ say }: { say?: Lines | undefined }): Lines[] => (say ? [say] : []);

it.each(["lockout-tablet", "cfo-pressure"].map(readScenario))(
  "every line of $id that can recur has three variants",
  ({ facts, answers, checks, lines }) => {
    const recurring: Lines[] = [
      ...facts.flatMap(({ again, askedBy }) => [
        again,
        ...askedBy.flatMap(({ deflect }) => (deflect ? [deflect] : [])),
      ]),
      ...[...answers, ...checks].flatMap(({ cases }) => cases.flatMap(sayings)),
      ...Object.values(lines),
    ];
    for (const variants of recurring.flatMap(variantsOf))
      expect(variants.length, variants[0]).toBeGreaterThanOrEqual(3);
  },
);

it("people at different places in life don't talk alike: no line is shared", () => {
  const seen = new Map<string, string>();
  for (const { id, lines, facts, answers } of scenarios) {
    const own = [
      ...Object.values(lines),
      ...facts.flatMap(({ say, again }) => [say, again]),
      ...answers.flatMap(({ cases }) => cases.flatMap(sayings)),
    ].flatMap(variantsOf);
    for (const text of own.flat()) {
      const other = seen.get(text.toLowerCase().replace(/\W+/g, " ").trim()) ?? id;
      if (text.split(" ").length > 3 && !text.includes("{")) expect(other, text).toBe(id);
      seen.set(text.toLowerCase().replace(/\W+/g, " ").trim(), id);
    }
  }
});
