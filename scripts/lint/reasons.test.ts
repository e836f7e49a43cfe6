import { Linter } from "eslint";
import { expect, test } from "vitest";
import { reasons } from "./reasons.mjs";

function lint(code: string): (string | undefined)[] {
  const messages = new Linter().verify(code, {
    plugins: { deskside: { rules: { reasons } } },
    rules: { "deskside/reasons": "error", "no-debugger": "error" },
  });
  return messages.map(({ messageId }) => messageId);
}

test.each([
  "// eslint-disable-next-line no-debugger -- it is what is shown\ndebugger;",
  "debugger; // eslint-disable-line no-debugger -- it is what is shown",
  "/* eslint-disable no-debugger -- it is what is shown */ debugger;",
  "// why eslint-disable is to be explained",
])("a rule may be switched off for a reason: %s", (code) => {
  expect(lint(code)).toEqual([]);
});

test.each([
  "// eslint-disable-next-line no-debugger\ndebugger;",
  "// eslint-disable-next-line no-debugger -- \ndebugger;",
  "debugger; // eslint-disable-line no-debugger",
  "/* eslint-disable no-debugger */\ndebugger;",
])("no rule is switched off without a reason: %s", (code) => {
  expect(lint(code)).toEqual(["missing"]);
});
