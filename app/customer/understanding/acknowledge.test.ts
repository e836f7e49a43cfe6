import { describe, expect, it } from "vitest";
import { acknowledgesRepeat, isCanned } from "./acknowledge";
import { normalise } from "./words";

describe("taking in that somebody had to come again", () => {
  it.each([
    "I can see that you've contacted us twice already.",
    "Third time this week, that's not on.",
    "You shouldn't have to keep chasing us.",
    "It clearly wasn't fixed properly on Monday.",
    "I'm sorry that you had to come back again.",
    "No wonder you're annoyed.",
    "I understand your frustration.",
    "That must be infuriating.",
    "I'd be fed up as well.",
    "Let's fix it for good this time, not just unlock it.",
    "We've wasted enough of your time.",
    "You have been passed around long enough.",
    "I've read your earlier tickets from Monday and Tuesday.",
    "so sorry u had to contact us 3 times",
  ])("%s", (text) => expect(acknowledgesRepeat(normalise(text))).toBe(true));

  it.each([
    "Sorry for the inconvenience.",
    "We apologise for any inconvenience caused.",
    "I apologise for any frustration this may have caused.",
    "Thank you for your patience.",
    "I'm sorry to hear that.",
    "Your call is important to us.",
    "How many times has it locked this week?",
    "Have you contacted us before?",
    "Is it locked again?",
    "Does it happen every time?",
    "When did you change your password?",
    "I understand.",
    "I see no earlier tickets.",
    "Which other devices do you use?",
  ])("and not: %s", (text) => expect(acknowledgesRepeat(normalise(text))).toBe(false));

  it("a canned apology is one only where nothing better stands beside it", () => {
    expect(isCanned("sorry for any inconvenience caused.")).toBe(true);
    expect(isCanned("sorry for the inconvenience, three times is not on.")).toBe(false);
  });
});
