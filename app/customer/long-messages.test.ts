import { expect, test } from "vitest";
import { understand } from "./understand";

const vocabulary = { lexicon: {}, intents: [] };
const contentOf = (text: string) => understand(text, vocabulary, 1).content;
const question = "What does the error message say?";

test("sixty clauses are heard, and what stands behind them is not", () => {
  const asked = contentOf(question);
  expect(asked).not.toEqual([]);
  expect(contentOf(`${"The sky is blue. ".repeat(59)}${question}`)).toEqual(asked);
  expect(contentOf(`${"The sky is blue. ".repeat(60)}${question}`)).toEqual([]);
});
