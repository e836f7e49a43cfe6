import { describe, expect, it } from "vitest";
import { understand } from "./understand";

const vocabulary = { lexicon: {}, intents: [] };
const asked = (text: string): string[] => understand(text, vocabulary, 2).content;

describe("several things asked for in a row", () => {
  it("are asked each for itself, in their order", () => {
    expect(asked("Your staff number and the error message, please.")).toEqual([
      "ask_identity",
      "ask_error",
    ]);
  });

  it("are one where both mean the same", () => {
    expect(asked("Full name and staff number, please.")).toEqual(["ask_identity"]);
  });

  it("are not torn apart where a half means nothing", () => {
    expect(asked("Any error or warning, black and white?")).toEqual(["ask_error"]);
  });
});
