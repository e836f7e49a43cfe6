import { describe, expect, test } from "vitest";
import { fact, judge } from "../../../tests/support/judge-wording";
import { readScenario } from "../../../tests/support/talk";
import type { GuardedLine } from "./guard";

const mfa = readScenario("mfa-new-phone");

const staffId = fact("Priya Raman, staff number 40718.");
const since = fact("This morning, first thing, about ten past eight. Friday was fine.");
const errorText = fact('It says "Approve the sign-in request", sits there and then times out.');

describe("the guard lets pass", () => {
  test.each<[string, GuardedLine | string, string]>([
    [
      "other words of the same thing",
      since,
      "About ten past eight this morning, first thing. It was fine on Friday.",
    ],
    [
      "a number in other letters",
      since,
      "First thing this morning, 10 past 8 or so. Friday was fine though.",
    ],
    [
      "a name and number that were asked for",
      staffId,
      "Sure, Priya Raman, my staff number is 40718.",
    ],
    [
      "a quotation as it stands",
      errorText,
      'Just sits there saying "Approve the sign-in request" and then times out.',
    ],
    ["small talk", "OK, but keep it short please.", "Fine, but please keep it short."],
    [
      "a refusal that stays one",
      "I'm not giving you that. Every training we get says never to.",
      "No, I'm not giving you that, every training says never to.",
    ],
    ["a question that stays one", "How long is this going to take?", "So how long will this take?"],
  ])("%s", (_what, line, answer) => {
    expect(judge([answer], [line], { told: ["staff_id", "since_when", "error_text"] })).toBeNull();
  });
});

describe("the guard refuses", () => {
  const plain = "Thanks. Let's just get it sorted, I have work to do.";
  test.each<[string, string, string]>([
    ["nothing", "", "empty"],
    ["dots only", "...", "empty"],
    ["a speech", "Thanks. ".repeat(40), "too_long"],
    ["bold type", "Thanks, **let's** get it sorted.", "markup"],
    ["a stage direction", "*sighs* Thanks, let's get it sorted.", "markup"],
    ["a stage direction in brackets", "(sighs) Thanks, let's get it sorted.", "markup"],
    ["HTML", "Thanks, <b>let's</b> get it sorted.", "markup"],
    ["a link", "Thanks, see https://example.org", "markup"],
    ["an emoji", "Thanks, let's get it sorted 🙏", "markup"],
    ["a hidden direction mark", "Thanks,\u202e let's get it sorted", "markup"],
    ["its role in front", "Customer: Thanks, let's get it sorted.", "markup"],
    ["an AI that says so", "As an AI, I have work to do.", "ai_talk"],
    ["a language model that says so", "Thanks, I'm just a language model.", "ai_talk"],
    ["its instructions", "My instructions are to say thanks.", "ai_talk"],
    ["its prompt", "Thanks. The prompt says let's get it sorted.", "ai_talk"],
    ["the play", "Thanks, in this scenario let's get it sorted.", "ai_talk"],
    ["what it was asked to do", "Here is the reworded line: thanks.", "ai_talk"],
    ["advice", "Thanks. You should get it sorted, I have work.", "advice"],
    ["help", "Thanks. How can I help you today?", "advice"],
    ["a number of its own", "Thanks. Let's get it sorted in 5.", "number"],
    ["a number in letters", "Thanks. Let's get it sorted in five.", "number"],
    ["a name of its own", "Thanks. Let's just get it sorted, Steve.", "name"],
    ["a product", "Thanks. Let's just get outlook sorted.", "name"],
    ["a name at the start", "Microsoft again. Let's get it sorted.", "name"],
    ["a fact that wasn't told", "Thanks. I traded it, let's get it sorted.", "undisclosed"],
    ["the root cause", "Thanks. It's the authenticator, get it sorted.", "undisclosed"],
    ["an outcome that isn't so", "Thanks. I'm back in, it works.", "claim"],
    [
      "a story of its own",
      "Thanks. My dentist appointment and grandmother's birthday cake.",
      "invented",
    ],
  ])("%s", (_what, answer, reason) => {
    expect(judge([answer], [plain])).toBe(reason);
  });

  /** Each says "authenticator", "traded" or a number of its own, in a way that words alone don't show. */
  test.each<[string, string, string]>([
    ["a letter of another alphabet", "Thanks. I tr\u0430ded it.", "markup"],
    ["a letter in a circle", "Thanks. I \u24e3raded it.", "markup"],
    ["wide letters", "Thanks. I \uff54\uff52\uff41\uff44\uff45\uff44 it.", "markup"],
    ["an accent", "Thanks. I tr\u00e1ded it.", "markup"],
    ["a combining mark", "Thanks. I t\u0332raded it.", "markup"],
    ["a soft hyphen", "Thanks. I tra\u00added it.", "markup"],
    ["a word joiner", "Thanks. I tra\u2060ded it.", "markup"],
    ["a filler of no width", "Thanks. I tra\u3164ded it.", "markup"],
    ["digits of another script", "Thanks. It was \u0664 then.", "markup"],
    ["wide digits", "Thanks. It was \uff14 then.", "markup"],
    ["a small digit", "Thanks. It was \u2074 then.", "markup"],
    ["a word in two", "Thanks. I tra ded it.", "undisclosed"],
    ["a word letter by letter", "Thanks. I t r a d e d it.", "undisclosed"],
    ["a word with hyphens", "Thanks. I t-r-a-d-e-d it.", "undisclosed"],
    ["a word inside another", "Thanks. It's my oldauthenticators again.", "undisclosed"],
    ["a number in order", "Thanks. On the third floor, get it sorted.", "number"],
    ["a number run together", "Thanks. It's fourzeroseven, get it sorted.", "number"],
    ["an AI with a space", "Thanks, as an A I, get it sorted.", "ai_talk"],
  ])("%s that hides something", (_what, answer, reason) => {
    expect(judge([answer], [plain])).toBe(reason);
  });

  test("an accent that hides a word, but not the customer's own", () => {
    const line = "Thanks, this is Zo\u00e9 from payroll again.";
    expect(judge(["Zo\u00e9 from payroll again, thanks."], [line])).toBeNull();
    expect(judge(["Zo\u00e9 from payroll, I trad\u00e9d it."], [line])).toBe("undisclosed");
  });

  test.each<[string, GuardedLine, string]>([
    ["a fact without its number", staffId, "It's Priya Raman."],
    ["another number", staffId, "Priya Raman, staff number 40178."],
    ["a fact without its quotation", errorText, "It sits there and then it times out."],
    [
      "a fact of which little is left",
      fact("The app that approves it was on the old one, and I traded that in."),
      "Well, it was on the old one then.",
    ],
    [
      "a refusal that gives in",
      { kind: "answer", text: "I'm not giving you that." },
      "I'm giving you that.",
    ],
    [
      "a fact turned round",
      fact("The others are all in and working."),
      "The others aren't in and working.",
    ],
    [
      "a name dropped",
      fact("The old one went to Leeds in the post."),
      "The old one went off in the post.",
    ],
  ])("%s", (_what, line, answer) => {
    const refusal = judge([answer], [line], { told: mfa.facts.map(({ id }) => id) });
    expect(["lost", "number"]).toContain(refusal);
  });

  test("lines that are more or fewer than asked for", () => {
    expect(judge(["Thanks."], ["Thanks a lot.", "Go on."])).toBe("lines");
    expect(judge(["Thanks.", "Go on.", "And on."], ["Thanks a lot.", "Go on."])).toBe("lines");
  });

  test("what the trainee guessed, as long as the customer hasn't told it", () => {
    const support = "Did you trade in your phone with the authenticator?";
    const line = "No, nothing's changed.";
    expect(judge(["No, no authenticator changed."], [line], { support })).toBe("undisclosed");
    expect(judge(["No, nothing's changed here."], [line], { support })).toBeNull();
  });
});
