import { describe, expect, it, test } from "vitest";
import { createTalk, readScenario } from "../../../tests/support/talk";
import { countAccusations } from "./judging";
import { splitClauses } from "./clauses";
import { understand } from "./understand";
import { normalise } from "./words";

const vocabulary = { lexicon: {}, intents: [] };
const contentOf = (text: string) => understand(text, vocabulary, 1).content;
const question = "What does the error message say?";
const longest = 4_000;
const filled = (text: string) => text.repeat(longest).slice(0, longest);

test("sixty clauses are heard, and what stands behind them is not", () => {
  const asked = contentOf(question);
  expect(asked).not.toEqual([]);
  expect(contentOf(`${"The sky is blue. ".repeat(59)}${question}`)).toEqual(asked);
  expect(contentOf(`${"The sky is blue. ".repeat(60)}${question}`)).toEqual([]);
});

test("characters that come apart into many make a message no longer than it may be", () => {
  expect(normalise("\ufdfa".repeat(4_000)).length).toBeLessThanOrEqual(4_000);
  expect(normalise("e\u0301".repeat(2_000))).toHaveLength(2_000);
});

describe("a message of nothing but separators", () => {
  it.each(["a,", "a. ", "a; ", "a - ", "(a) ", "a? ", "a\n", "but a "])(
    "is read in a hundred stretches, however many there are: %j",
    (part) => {
      expect(splitClauses(filled(part)).length).toBeLessThanOrEqual(60);
      const blame = "you idiot";
      expect(countAccusations(normalise(`${part.repeat(50)}${blame}`))).toBe(1);
      expect(countAccusations(normalise(`${part.repeat(300)}${blame}`))).toBe(0);
    },
  );
});

describe("words that programs keep for themselves", () => {
  it("are words like any other to a customer", () => {
    const talk = createTalk(readScenario("mfa-new-phone"));
    expect(talk.say("Give me constructor minutes, please wait").mood).toBe(0);
    expect(talk.state().heldUntil).toBeLessThanOrEqual(60_000);
    expect(talk.say("constructor? What do you see?").revealed).toEqual(["error_text"]);
  });
});
