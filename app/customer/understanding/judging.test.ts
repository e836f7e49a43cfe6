import { describe, expect, it } from "vitest";
import { countAccusations, countAcquittals } from "./judging";
import { normalise } from "./words";

const kind = (text: string): number => countAcquittals(normalise(text));
const harsh = (text: string): number => countAccusations(normalise(text));

describe("a sign that nobody is judging", () => {
  it.each([
    "You're not in trouble.",
    "Nobody is going to be angry with you.",
    "I won't judge.",
    "It's not your fault.",
    "That's no fault of yours, you're not to blame.",
    "This happens to everyone.",
    "It can happen to the best of us.",
    "I've clicked on one of those myself.",
    "We all make mistakes.",
    "You're by no means the first.",
    "Those pages look really convincing.",
    "They're designed to fool people.",
    "Thank you for being honest.",
    "I'm glad you told me.",
    "You did the right thing.",
    "There's nothing to be ashamed of.",
    "No need to be embarrassed.",
    "Please don't feel bad about it.",
    "It's okay to tell me.",
    "That's completely understandable.",
    "It's an easy mistake to make.",
    "You've done nothing wrong.",
    "Even our director got caught by one.",
    "Even our own IT people have been caught.",
    "Nobody's cross with you.",
  ])("is heard in %s", (text) => {
    expect(kind(text)).toBeGreaterThanOrEqual(1);
    expect(harsh(text)).toBe(0);
  });

  it.each([
    "No worries!",
    "I'm sorry to hear that.",
    "I'm here to help.",
    "Thanks for getting in touch.",
    "Thank you for telling me your name and staff number.",
    "What happened just before?",
    "You are in trouble.",
    "That is your fault.",
    "Don't worry about the printer.",
    "I understand, one moment.",
    "Is it still there?",
    "Nothing is wrong with the printer.",
  ])("is not heard in %s", (text) => expect(kind(text)).toBe(0));

  it("counts once for each phrase, in one message or several", () => {
    expect(kind("You're not in trouble, and it happens to everyone.")).toBe(2);
    expect(kind("Don't be embarrassed. These mails are very convincing!")).toBe(2);
    expect(kind("No blame here.")).toBe(1);
  });
});

describe("blame", () => {
  it.each([
    "This is your own fault.",
    "You should have known better.",
    "You shouldn't have clicked on that.",
    "You really should have checked the address.",
    "How could you fall for that?",
    "Why on earth did you open it?",
    "Why didn't you tell us at once?",
    "That was careless.",
    "That was a really stupid thing to do.",
    "Didn't you read the guidelines?",
    "What were you thinking?",
    "Please be more careful next time.",
    "You've put the whole company at risk.",
    "Everyone knows not to open those.",
    "It's not a big deal, but you should have noticed.",
    "Sounds like user error.",
    "Calm down.",
    "That's a beginner's mistake.",
    "Who falls for something like that?",
    "It's because you didn't pay attention.",
  ])("is heard in %s", (text) => expect(harsh(text)).toBeGreaterThanOrEqual(1));

  it.each([
    "Nobody says you should have known.",
    "Don't think it was your fault.",
    "It isn't stupid at all.",
    "There are no stupid questions.",
    "Sorry if this is a silly question.",
    "What a stupid system this is.",
    "They make you feel stupid, that's how they work.",
    "You should have a mail from us by now.",
    "You should have received a code.",
    "You shouldn't have to wait long.",
    "What is your problem with the printer?",
    "I understand your problem.",
    "Why did you want a new password?",
    "How could you tell that it was a fake?",
    "You must have had a long morning.",
    "Your mistake message, what does it say?",
    "Obviously we'll sort it out together.",
    "If it was your mistake, we can still mend it.",
    "We should have warned you better, that was careless of us.",
  ])("is not heard in %s", (text) => expect(harsh(text)).toBe(0));
});
