import { expect, test } from "vitest";
import { understand } from "./understand";
import { normalise } from "./words";

const vocabulary = { lexicon: {}, intents: [] };
const contentOf = (text: string) => understand(text, vocabulary, 1).content;
const question = "What does the error message say?";

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
