import { describe, expect, it } from "vitest";
import { splitClauses } from "./clauses";

const mains = (text: string): string[] => splitClauses(text).map(({ main }) => main.join(" "));
const first = (text: string) => {
  const clause = splitClauses(text)[0];
  if (clause === undefined) throw new Error(`no clause in ${text}`);
  return clause;
};

describe("splitting a message", () => {
  it("two questions joined by 'and' are two clauses", () => {
    expect(mains("When did it start and is anyone else affected?")).toEqual([
      "when did it start",
      "is anyone else affected",
    ]);
  });

  it("a pair of nouns stays one clause", () => {
    expect(mains("Your name and staff number, please")).toHaveLength(1);
  });

  it("questions run together without punctuation are taken apart", () => {
    expect(mains("whats the error when did it start")).toEqual([
      "what is the error",
      "when did it start",
    ]);
  });

  it("a greeting before a comma does not swallow the question", () => {
    expect(mains("Hi Priya, sorry about that, what do you see?").at(-1)).toBe("what do you see");
  });

  it("full stops inside numbers and addresses don't end a sentence", () => {
    expect(mains("Does version 6.2 open portal.office.com?")).toHaveLength(1);
  });
});

describe("what a clause is after", () => {
  it("the head word decides, not the side clause", () => {
    const clause = first("What do you see when you sign in?");
    expect(clause.head).toBe("what");
    expect(clause.main.join(" ")).toBe("what do you see");
    expect(clause.side.join(" ")).toBe("when you sign in");
  });

  it("a side clause in front is set aside, with or without a comma", () => {
    expect(mains("When you sign in, what do you see?").at(-1)).toBe("what do you see");
    expect(mains("when you sign in what do you see").at(-1)).toBe("what do you see");
  });

  it.each([
    ["Can you tell me when it started?", "when"],
    ["Do you know how long this has been happening?", "howlong"],
    ["How many bars are there?", "howmany"],
    ["What time did you first notice?", "when"],
    ["Is it only you?", "yesno"],
    ["Which phone is it?", "which"],
  ])("%s asks for %s", (text, head) => {
    expect(first(text).head).toBe(head);
  });

  it.each([
    ["Please restart the laptop", "tell"],
    ["Could you restart the laptop?", "tell"],
    ["You need to sign in again", "tell"],
    ["Could you tell me your name?", "ask"],
    ["I need your staff number", "ask"],
    ["I need to reset your sign-in", "state"],
    ["I'll reset it now", "state"],
    ["error message?", "ask"],
    ["do emails arrive?", "ask"],
  ])("%s is meant to %s", (text, force) => {
    expect(first(text).force).toBe(force);
  });
});

describe("negation", () => {
  it.each([
    "don't restart yet",
    "Please do not sign in",
    "No need to restart",
    "You don't have to try again",
    "I'm not asking about the phone",
  ])("%s asks for nothing", (text) => {
    expect(first(text).negated).toBe(true);
  });

  it.each([
    "Don't you have a new phone?",
    "Isn't anybody else affected?",
    "Why don't you restart it?",
    "Haven't you changed anything?",
  ])("%s is a question all the same", (text) => {
    expect(first(text).negated).toBe(false);
  });
});
