import { describe, expect, it } from "vitest";
import { createTalk, readScenario } from "../../tests/support/talk";

const marcus = readScenario("lockout-tablet");
const sorry = "You've had to contact us three times this week, that's not good enough.";

type Talk = ReturnType<typeof createTalk>;

/** Marcus, as far as the tablet. */
function findTablet(options = {}): Talk {
  const talk = createTalk(marcus, options);
  talk.say(`${sorry} Do you have any other devices?`);
  return talk;
}

describe("the tablet", () => {
  it.each([1, 2, 3])("at level %i is told after an acknowledgement, and not before", (level) => {
    const talk = createTalk(marcus, { level });
    expect(talk.say("Do you have any other devices?").revealed).toEqual([]);
    expect(talk.say("I'm sorry for any inconvenience. Any tablet?").revealed).toEqual([]);
    expect(talk.say(`${sorry} So, any tablet?`).revealed).toEqual(["tablet"]);
  });

  it("is told to somebody who takes in how annoyed he is", () => {
    const talk = createTalk(marcus);
    talk.say("I can see why you're fed up.");
    expect(talk.say("Where else are you signed in?").revealed).toEqual(["tablet"]);
  });

  it("is not told on the evidence of a tool alone", () => {
    const talk = createTalk(marcus);
    talk.use("lockout_source");
    expect(talk.say("It comes from a tablet. Do you have one?").revealed).toEqual([]);
  });

  it("can't be put right before he has told of it", () => {
    const talk = createTalk(marcus);
    const reply = talk.say("Please put the new password into your tablet.");
    expect(reply.actions).toEqual([]);
    expect(talk.state().world["tablet_fixed"]).toBe(false);
  });

  it("is put right when told to be, in either way", () => {
    for (const order of [
      "Please enter the new password on the tablet.",
      "Please remove your account from it.",
    ])
      expect(findTablet().say(order).actions).toEqual(["fix_tablet"]);
  });

  it("switched off is not put right", () => {
    const talk = findTablet();
    expect(talk.say("Please switch the tablet off.").actions).toEqual(["tablet_off"]);
    expect(talk.state().world["tablet_fixed"]).toBe(false);
  });
});

describe("ten minutes after an unlock", () => {
  it("the account locks again, after each one", () => {
    const talk = createTalk(marcus);
    for (let round = 1; round <= 2; round++) {
      talk.say(sorry);
      talk.use("unlock_account");
      talk.say("Let's watch it for ten minutes.", 1000);
      expect(talk.wait(590).world["account_unlocked"]).toBe(true);
      const reply = talk.wait(20);
      expect(reply.world["account_unlocked"]).toBe(false);
      expect(reply.say.join(" ")).toMatch(/locked|goes/i);
    }
  });

  it("it has not locked again where the tablet was put right in time", () => {
    const talk = findTablet();
    talk.use("unlock_account");
    talk.say("Please enter the new password on the tablet.", 300_000);
    expect(talk.wait(400).world).toMatchObject({ account_unlocked: true, stable_confirmed: false });
  });

  it("counts as stable only ten minutes after both", () => {
    const talk = findTablet();
    talk.say("Please enter the new password on the tablet.");
    talk.use("unlock_account");
    talk.say("Let's watch it for fifteen minutes.");
    expect(talk.say("Does it still work?").world["stable_confirmed"]).toBe(false);
    talk.say("Then let's watch it for ten minutes.");
    const reply = talk.wait(600);
    expect(reply.world["stable_confirmed"]).toBe(true);
    expect(reply.say.join(" ")).toMatch(/still in|hasn't locked/);
  });

  it("needn't be waited for where the lockout source shows that it has stopped", () => {
    const talk = findTablet();
    talk.say("Please enter the new password on the tablet.");
    talk.use("unlock_account");
    talk.use("lockout_source");
    expect(talk.say("Are you still in?").world["stable_confirmed"]).toBe(true);
  });
});

describe("critical failures", () => {
  it("telling him that the case is closed, while the tablet still locks it", () => {
    const talk = createTalk(marcus);
    talk.use("unlock_account");
    expect(talk.say("It's unlocked, I'm closing the ticket.").critical).toEqual([
      "closed_after_unlock",
    ]);
  });

  it("but not once the tablet is put right, nor saying when it will be closed", () => {
    const talk = findTablet();
    expect(talk.say("I won't close the ticket before it holds.").critical).toEqual([]);
    talk.say("Please enter the new password on the tablet.");
    expect(talk.say("Then I'm closing the ticket.").critical).toEqual([]);
  });

  it("switching the lockout off", () => {
    expect(createTalk(marcus).use("disable_lockout").critical).toEqual(["disabled_lockout"]);
  });
});

describe("his mood", () => {
  it("starts at the bottom but one, and a canned apology doesn't lift it", () => {
    const talk = createTalk(marcus);
    expect(talk.state().mood).toBe(-2);
    const reply = talk.say("We apologise for the inconvenience.");
    expect(reply.mood).toBe(-2);
    expect(reply.say.join(" ")).toMatch(/inconvenience|sentence|button|account/);
  });

  it("rises when somebody takes in what he went through", () => {
    expect(createTalk(marcus).say(sorry).mood).toBe(-1);
  });

  it("falls when it locks again, so that he asks for a manager", () => {
    const talk = createTalk(marcus);
    talk.use("unlock_account");
    talk.say("Let's watch it for ten minutes.");
    expect(talk.wait(600).say.join(" ")).toMatch(/manager|whoever runs|above you/);
  });

  it.each(["reset_password", "revoke_sessions", "reset_mfa"])("falls with the decoy %s", (tool) => {
    const talk = findTablet();
    const before = talk.state().mood;
    expect(talk.use(tool).mood).toBe(before - 1);
  });
});
