import { expect, test } from "vitest";
import { readScenario } from "../../../tests/support/talk";
import { initialState } from "../initial-state";
import type { CustomerState } from "../state";
import { holdBack, rememberAsSaid } from "./waiting-lines.server";

const line = (text: string, dueAt: number): CustomerState["agenda"][number] => ({
  ...{ kind: "outcome", key: "leave", tells: [] },
  ...{ text, typingAt: dueAt - 500, dueAt },
});
const state: CustomerState = {
  ...initialState(readScenario("mfa-new-phone"), { seed: 1, level: 2 }),
  agenda: [
    line("Said already.", 1_000),
    line("I'll ring someone else.", 2_000),
    line("Bye.", 9_000),
  ],
  departsAt: 2_200,
};

test("a late line that has no words yet is still to come, and nobody leaves before it is said", () => {
  const held = holdBack(state, [{ text: "I'll ring someone else." }, { text: "Bye." }], 5_000);
  expect(held.agenda.map(({ dueAt }) => dueAt)).toEqual([1_000, 5_001, 9_000]);
  expect(held.departsAt).toBe(5_201);
});

test("where nothing is late nothing changes", () => {
  expect(holdBack(state, [{ text: "Bye." }], 5_000)).toBe(state);
});

test("a line is remembered in the words in which it was said", () => {
  const told = [{ key: "confirmed", text: "Bye." }];
  const after = rememberAsSaid({ ...state, told }, "Bye.", "Well, bye.");
  expect(after.agenda.at(-1)?.text).toBe("Well, bye.");
  expect(after.told).toEqual([{ key: "confirmed", text: "Well, bye." }]);
});
