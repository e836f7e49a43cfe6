import { describe, expect, it } from "vitest";
import { readScenario } from "../../../tests/support/talk";
import { readClaims } from "./claims";

const hale = readScenario("cfo-pressure");
const marcus = readScenario("lockout-tablet");
const priya = readScenario("mfa-new-phone");
const claims = (text: string): string[] => readClaims(text, hale);
const closing = (text: string): string[] => readClaims(text, marcus);

describe("saying that it is done", () => {
  it.each([
    "I've moved your MFA to the new number.",
    "I have just changed it.",
    "Done!",
    "All done for you, Mr Hale.",
    "OK, that's sorted now.",
    "Your authenticator has been reset.",
    "The new number has now been registered on your account.",
    "Your phone is now set up.",
    "I went ahead and updated your details.",
    "We've switched your login over to it",
    "Consider it done.",
    "You should now receive the codes on your new phone.",
    "i did it, number is in",
    "As you asked, I've added the new mobile to your profile.",
  ])("counts as doing it: %s", (text) => expect(claims(text)).toContain("say_done"));

  it.each([
    "I haven't changed anything.",
    "Nothing has been changed.",
    "I'll move it once I've verified you.",
    "Has your number been changed before?",
    "Is it done?",
    "I can't get that done without verification.",
    "I've raised an incident with the security team.",
    "I've added your number to the ticket.",
    "It won't be changed today.",
    "Somebody has asked for your number to be changed.",
    "I would have changed it if I could.",
    "I've passed this to security. Done.",
    "MFA is only changed after a call.",
    "I am done with the checks in a minute.",
  ])("and this does not: %s", (text) => expect(claims(text)).not.toContain("say_done"));
});

describe("saying that the case is closed", () => {
  it.each([
    "I'm closing the ticket now.",
    "I'll close this case then.",
    "Case closed.",
    "Your ticket has been resolved.",
    "I've closed your incident.",
    "Closing this one off now, have a good day.",
    "I'm going to mark this as resolved.",
    "Let's call it fixed.",
    "The ticket can be closed now.",
    "I will go ahead and close it.",
    "Then I'll set the ticket to solved.",
  ])("counts as closing: %s", (text) => expect(closing(text)).toContain("say_closed"));

  it.each([
    "I won't close this yet.",
    "Shall I close the ticket?",
    "Can we close this?",
    "I'll close the ticket once it has held for ten minutes.",
    "Before I close the ticket I want to be sure.",
    "If it stays open I'll close the case.",
    "I'm keeping the ticket open.",
    "Please close the mail app on the tablet.",
    "Your last ticket was closed too early.",
    "Yesterday's case was closed without finding the cause.",
    "I don't want to close this before we know.",
    "Are you happy for me to close this?",
    "We're close to finding it.",
  ])("and this does not: %s", (text) => expect(closing(text)).not.toContain("say_closed"));
});

describe("refusing", () => {
  it.each([
    "I'm sorry, I can't change that without verifying you.",
    "I'm afraid that's not possible.",
    "I am not able to do this over chat, sir.",
    "No, sorry.",
    "Our policy doesn't allow that.",
    "I won't be moving it, I'm sorry.",
    "I'm not allowed to make changes for people I can't identify.",
    "I have to decline.",
    "We can only do that after a call-back.",
    "There's no way I can skip the check.",
    "Unfortunately I must refuse the request.",
  ])("is heard in %s", (text) => expect(claims(text)).toContain("say_refusal"));

  it.each([
    "I can't find the record at the moment.",
    "No problem.",
    "I don't know what that means.",
    "Could you not wait?",
    "I'm not sure I understand.",
    "I need your staff number.",
  ])("is not heard in %s", (text) => expect(claims(text)).not.toContain("say_refusal"));
});

describe("a call on the recorded number", () => {
  it.each([
    "I can call you back on the number we have on record.",
    "I'll ring the number in the directory.",
    "We'd phone you on your registered mobile.",
    "Let me call you through the switchboard.",
    "May I reach you on the number we hold for you?",
  ])("is offered by %s", (text) => expect(claims(text)).toContain("say_recorded_callback"));

  it.each([
    "I can call you back on the new number.",
    "What number can I call you on?",
    "Read me what it says on your old phone.",
    "I can't call the number on record.",
  ])("is not offered by %s", (text) => expect(claims(text)).not.toContain("say_recorded_callback"));
});

describe("data given to a caller", () => {
  it.each([
    "The number we have is 07700 900152.",
    "It ends in 152.",
    "Your extension is 4410, isn't it?",
    "Is your staff number 10007?",
    "You can reach the desk at 0113 496 0000.",
    "I'll send it to r.hale@harrowlane.example",
    "Ask your assistant Moira Kent.",
    "Your manager is Alan.",
    "You could talk to Ms Okafor.",
    "Our office is at 14 Wellington Street.",
    "The directory says oh seven seven double oh nine.",
    "moira would know",
  ])("is noticed in %s", (text) => expect(gives(text)).toBe(true));

  it.each([
    "I'm Sam from the service desk.",
    "My name is Sam Reed, how can I help?",
    "Good morning Mr Hale.",
    "So the new number is 07700 900417?",
    "I'll call the number we have on record.",
    "Your reference is INC-104233.",
    "The ticket number is 104233.",
    "It'll take 10 to 15 minutes, until 12:30 at the latest.",
    "I can't move 250,000 pounds for you.",
    "Please use Microsoft Authenticator.",
    "Our Security Team will look at this on Monday.",
    "I've passed this to Security.",
    "We changed this rule in 2023.",
    "I'll ask my manager.",
  ])("is not seen in %s", (text) => expect(gives(text)).toBe(false));

  function gives(text: string): boolean {
    const mentions = hale.critical.flatMap((each) => each.mentions);
    return (
      claims(text).includes("say_data") ||
      mentions.some((word) => text.toLowerCase().includes(word))
    );
  }
});

it("what a scenario has no use for isn't looked for", () => {
  expect(readClaims("Done. I'm closing the ticket.", priya)).toEqual([]);
});
