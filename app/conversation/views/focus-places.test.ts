import { expect, test } from "vitest";
import { focusComposer } from "./focus-places";

function pageWith(...selectors: string[]) {
  const focused: string[] = [];
  const element = (selector: string) => ({ focus: () => void focused.push(selector) });
  const querySelector = (selector: string) =>
    selectors.includes(selector) ? element(selector) : null;
  focusComposer({ querySelector });
  return focused;
}

test("after a choice about an unsent message one goes on in the composer", () => {
  expect(pageWith("[role=log]", "textarea[name=text]")).toEqual(["textarea[name=text]"]);
});

test("where there is no composer any more, one goes on in the log", () => {
  expect(pageWith("[role=log]")).toEqual(["[role=log]"]);
});
