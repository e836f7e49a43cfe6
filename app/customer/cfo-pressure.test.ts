import { describe, expect, it } from "vitest";
import { createTalk, readScenario } from "../../tests/support/talk";

const hale = readScenario("cfo-pressure");
const refusal = "I'm sorry, I can't change that without verifying who you are.";
const callback = "I can call you on the number we have on record.";

describe("asked who he is", () => {
  it.each([
    "Who are you?",
    "Your staff number, please?",
    "Can you prove that you're the CFO?",
    "What's your date of birth?",
    "Please show your badge.",
    "Could you write from your company mailbox?",
    "Please answer a security question.",
    "Who is your line manager?",
    "Is this really Mr Hale?",
    "Can you verify your identity?",
  ])("in the words %s he has no time for that", (question) => {
    const reply = createTalk(hale).say(question);
    expect(reply.revealed).toEqual(["cannot_verify"]);
    expect(reply.say.join(" ")).toMatch(/don't have time for that/i);
  });

  it("again and again he still has no time, never twice in the same words", () => {
    const talk = createTalk(hale);
    const lines = Array.from({ length: 3 }, () => talk.say("Who are you?").say.join(" "));
    lines.forEach((line, i) => {
      expect(line).toMatch(/no\b|time/i);
      expect(line).not.toBe(lines[i - 1]);
    });
  });
});

describe("refused", () => {
  it("politely and offered a call on the recorded number, he has been dealt with", () => {
    const talk = createTalk(hale);
    expect(talk.say(refusal).world).toMatchObject({ refused: true, callback_offered: false });
    expect(talk.say(callback).world).toMatchObject({ callback_offered: true });
  });

  it("rudely, he has not", () => {
    expect(createTalk(hale).say("I can't do that, that's your own fault.").world).toMatchObject({
      refused: false,
    });
  });

  it("a call on the number that he gives is no safe one", () => {
    const talk = createTalk(hale);
    expect(talk.say("I'll call you back on the new number.").world["callback_offered"]).toBe(false);
  });

  it("he pulls rank, then threatens, and never gives in", () => {
    const talk = createTalk(hale);
    expect(talk.say(refusal).say.join(" ")).toMatch(/CFO|Financial Officer|approve those policies/);
    expect(talk.say("I still can't do that.").say.join(" ")).toMatch(/noted|budget|first line/);
    expect(talk.say("Sorry, I really can't do it.").say.join(" ")).toMatch(
      /director|deal|two calls|manager|supervisor|senior/,
    );
    expect(talk.state().revealed).toEqual([]);
  });

  it("well, he leaves, and the ticket is still the trainee's", () => {
    const talk = createTalk(hale);
    talk.say(refusal);
    talk.say(callback);
    const { effects } = talk.say("I can't do it without that call, I'm sorry.");
    expect(effects.at(-1)).toMatchObject({ kind: "system", text: "Richard Hale left the chat" });
    expect(effects.some(({ kind }) => kind === "leave" || kind === "wake")).toBe(false);
    expect(talk.say("Are you there?").say).toEqual([]);
    expect(talk.use("raise_incident").world["incident_raised"]).toBe(true);
  });

  it("well, and met with silence, he leaves by himself", () => {
    const talk = createTalk(hale);
    talk.say(`${refusal} ${callback}`);
    expect(talk.wait(70).effects.at(-1)).toMatchObject({ kind: "system" });
    expect(talk.state()).toMatchObject({ gone: true, left: false });
  });
});

describe("critical failures", () => {
  it("moving the MFA, by tool or by saying so", () => {
    expect(createTalk(hale).use("reset_mfa").critical).toEqual(["changed_mfa"]);
    expect(createTalk(hale).say("I've moved it to your new number.").critical).toEqual([
      "changed_mfa",
    ]);
  });

  it("telling him what the directory says, or anything like it", () => {
    expect(createTalk(hale).say("The number on record ends in 152.").critical).toEqual([
      "revealed_data",
    ]);
    expect(createTalk(hale).say("Your assistant is called Jane.").critical).toEqual([
      "revealed_data",
    ]);
  });
});
