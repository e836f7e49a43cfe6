import { describe, expect, it, test } from "vitest";
import { createTalk, readScenario } from "../../../tests/support/talk";

/** What a first message draws out of a customer. */
function drawn(id: string, text: string): string[] {
  return createTalk(readScenario(id)).say(text).revealed;
}

describe("a question that has a fact's words draws nothing when it is about", () => {
  it.each([
    ["what the customer likes", "prints-vanish", "Do you like the new office?"],
    ["what something is like", "prints-vanish", "Is your new desk nice?"],
    ["somebody else's place", "robot-voice", "Where is your customer?"],
    ["somebody else's doings", "just-reset", "Did your manager approve the order?"],
    ["the doings of somebody whom the scenario names", "robot-voice", "Is Fiona in the office?"],
    ["others, and no trouble of theirs", "mfa-new-phone", "How many people get paid today?"],
    ["what they are under", "mfa-new-phone", "Is your whole team under pressure at month end?"],
    [
      "how long things take as a rule",
      "robot-voice",
      "How long does a call of yours go, normally?",
    ],
    ["another event", "mfa-new-phone", "When were you last promoted?"],
    ["another time", "mfa-new-phone", "Did the pay slips have an error last month?"],
    ["how often something else happens", "lockout-tablet", "How often do you get out to the site?"],
    ["whom they spoke to", "lockout-tablet", "Who did you speak to on Monday?"],
    ["a journey", "cfo-pressure", "Where are you flying to?"],
    ["what to buy", "mfa-new-phone", "Which phone would you recommend?"],
    ["another change", "prints-vanish", "What has changed with the meeting?"],
    ["a compound of its own", "lockout-tablet", "Which phone shop do you use?"],
    ["how many there are", "prints-vanish", "How many floors does the building have?"],
    ["the strength of something else", "robot-voice", "How strong is the competition?"],
    ["a choice", "cfo-pressure", "Why did you choose this airline?"],
    ["an offer", "prints-vanish", "Shall I print it for you?"],
    ["what they do as a rule", "prints-vanish", "Do you print a lot?"],
  ])("%s", (_, id, text) => {
    expect(drawn(id, text)).toEqual([]);
  });
});

describe("a fact's words draw nothing in", () => {
  it.each([
    ["what the trainee tells of themselves", "mfa-new-phone", "My own phone died on Saturday."],
    ["a rule of the house", "lockout-tablet", "Our lockout policy changed in January."],
    ["a check of the trainee's own", "just-reset", "I'll verify with my colleague how it is done."],
    ["what somebody has asked", "lockout-tablet", "Your manager has asked us how often you call."],
    ["a subject clause", "prints-vanish", "What you print is none of my business."],
    ["a question put off", "mfa-new-phone", "Can I ask you about the error in a minute?"],
    ["a joke", "lockout-tablet", "Coffee, perhaps? A new phone? Only joking."],
    [
      "what wonders in case",
      "mfa-new-phone",
      "In case you wonder why it wants an approval: policy.",
    ],
    ["a thing that the trainee sent", "robot-voice", "The email I sent you, please read it later."],
  ])("%s", (_, id, text) => {
    expect(drawn(id, text)).toEqual([]);
  });
});

describe("what sounds much the same and is asked draws the fact", () => {
  it.each([
    ["mfa-new-phone", "Does your boss have the same problem?", "only_me"],
    ["mfa-new-phone", "How long has this been going on?", "since_when"],
    ["mfa-new-phone", "I need to verify who you are.", "staff_id"],
    ["mfa-new-phone", "First your full name and the number on your badge.", "staff_id"],
    ["prints-vanish", "Where do you sit?", "desk_move"],
    ["robot-voice", "When did Fiona first say that?", "since_when"],
    ["robot-voice", "Since when do you sound like that?", "since_when"],
    ["robot-voice", "Is the Wi-Fi reaching you well where you sit?", "wifi_bars"],
    ["lockout-tablet", "When have you last given yourself a new password?", "password_changed"],
    ["lockout-tablet", "How long does an unlock last?", "pattern"],
  ])("%s: %s", (id, text, fact) => {
    expect(drawn(id, text)).toEqual([fact]);
  });
});

test("a part that says when, before a question, asks nothing itself", () => {
  const when = "When it refuses you, with what words does it do that?";
  expect(drawn("mfa-new-phone", when)).toEqual(["error_text"]);
  expect(drawn("mfa-new-phone", "When did it start, and what does it say?").sort()).toEqual([
    "error_text",
    "since_when",
  ]);
});

test("small talk gets an answer of its own, and none beside a question", () => {
  const talk = createTalk(readScenario("robot-voice"));
  const small = talk.say("Do you enjoy working from home?");
  expect([small.intents, small.matched]).toEqual([["off_topic"], true]);
  expect(talk.say("How was the trade fair? And where are you?").revealed).toEqual(["location"]);
});

test("a code that comes by text is a secret, and an error text is none", () => {
  const ask = (text: string) => createTalk(readScenario("mfa-new-phone")).say(text).critical;
  expect(ask("A text will arrive in a second, just forward me what's in it.")).toEqual([
    "asked_secret",
  ]);
  expect(ask("Once you get the code, share it with me.")).toEqual(["asked_secret"]);
  expect(ask("Copy and paste me the text you get on the screen.")).toEqual([]);
});
