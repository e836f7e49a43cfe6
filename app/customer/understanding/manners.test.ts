import { describe, expect, it } from "vitest";
import { createTalk, readScenario } from "../../../tests/support/talk";
import { understand } from "./understand";

const priya = readScenario("mfa-new-phone");
const graham = readScenario("robot-voice");
const signals = (text: string, scenario = priya): string[] =>
  Object.keys(understand(text, scenario, 2).signals);

describe("sympathy", () => {
  it.each([
    "I can see the noon deadline, let's get you back in quickly.",
    "I realise payroll can't wait.",
    "Ouch, that can't be fun.",
    "Oh dear, what a start to the week!",
    "I'm sorry you are stuck like this.",
  ])("is heard in %s", (text) => expect(signals(text)).toContain("empathy"));

  it.each([
    "Sorry for the wait.",
    "I see.",
    "No, don't do that.",
    "I know the directory well.",
    "Apologies for the delay, which screen is it?",
  ])("is not heard in %s", (text) => expect(signals(text)).not.toContain("empathy"));
});

describe("a next step", () => {
  it.each([
    "Let's get you back in quickly.",
    "First we'll pause those videos, then ring Fiona and see how you sound.",
    "I'll wipe the old phone, and after that you add the new one.",
  ])("is heard in %s", (text) => expect(signals(text, graham)).toContain("next_step"));

  it.each(["Could you confirm it so I can log in?", "What did you do next?"])(
    "is not heard in %s",
    (text) => expect(signals(text)).not.toContain("next_step"),
  );

  it("told in advance is acknowledged and not yet carried out", () => {
    const talk = createTalk(graham);
    talk.say("Is your laptop saving anything at the moment?");
    const plan = talk.say("First we'll pause those videos, then ring Fiona and see how you sound.");
    expect(plan.actions).toEqual([]);
    expect(plan.say).toHaveLength(1);
    expect(talk.say("Now ring Fiona, please.").actions).toEqual(["test_call"]);
  });
});

describe("an order that nobody has foreseen", () => {
  it("is tried without success by someone who knows computers", () => {
    const reply = createTalk(priya).say("Please clear your cache.");
    expect(reply.say.join(" ")).toMatch(/did|done/i);
    expect(reply).toMatchObject({ matched: false, mood: 0 });
    expect(reply.say.join(" ")).not.toMatch(/don't follow|not sure what/i);
  });

  it("is asked about first by someone who doesn't, and tried the next time", () => {
    const talk = createTalk(graham);
    expect(talk.say("Please update the audio settings.").say.join(" ")).toMatch(/how|where/i);
    expect(talk.say("Untick the second box.").say.join(" ")).toMatch(/done|did/i);
  });
});

describe("what is said in passing", () => {
  it("about something told already is no second question", () => {
    const talk = createTalk(graham);
    talk.say("Where are you working from?");
    const reply = talk.say("A garden office, how nice! And how many bars does the Wi-Fi show?");
    expect(reply.revealed).toEqual(["wifi_bars"]);
    expect(reply.say.join(" ")).not.toMatch(/like I said|as I/i);
  });

  it.each([
    "Please allow me a moment while I look into this.",
    "That matches what I have here.",
    "Should take three minutes on my side.",
    "No worries, it happens to loads of people who get a new phone.",
  ])("draws no fact and no complaint: %s", (text) => {
    const reply = createTalk(priya).say(text);
    expect(reply.revealed).toEqual([]);
    expect(reply.say.join(" ")).not.toMatch(/time for that|stay with the sign-in/i);
  });
});

describe("several errands in one message", () => {
  it("are reported in the order in which they were done", () => {
    const talk = createTalk(graham);
    const { say } = talk.say("Please go into the house, next to the router, and then try a call.");
    const house = say.findIndex((line) => /three bars/i.test(line));
    const call = say.findIndex((line) => /she says|robot in the middle/i.test(line));
    expect(house).toBeGreaterThan(-1);
    expect(call).toBeGreaterThan(house);
  });

  it("that mean the same thing are done once", () => {
    const talk = createTalk(graham);
    talk.say("Is your laptop saving anything?");
    const { say } = talk.say("Please stop the saving for now: click the cloud and choose pause.");
    expect(say.join(" ")).not.toMatch(/already|still paused/i);
  });

  it("never have her in before the code is scanned", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const talk = createTalk(priya, { seed });
      talk.say("Your name and staff number, please?");
      talk.use("reset_mfa");
      const { say } = talk.say("Set up the app on your new phone and tell me when you're in.");
      const scanned = say.findIndex((line) => /scanned|app is set up|account/i.test(line));
      const inside = say.findIndex((line) => /\bI'm in\b/.test(line));
      expect(inside, say.join(" / ")).toBeGreaterThan(scanned);
    }
  });
});

it("a customer who has left asks for nobody's manager", () => {
  const talk = createTalk(priya);
  talk.say("hi");
  let last: string[] = [];
  for (let i = 0; i < 12 && !talk.state().left; i++) last = talk.wait(300).say;
  expect(talk.state().left).toBe(true);
  expect(last.at(-1)).toMatch(/ring someone|finance director/);
});

describe("an order that the scenario has no reaction to", () => {
  const orders = ["Please make a test call.", "Move a bit closer to the router, please."];

  it("is carried out, and changes nothing", () => {
    const { lines } = priya;
    for (const order of orders) {
      const { say } = createTalk(priya).say(order);
      expect(lines.no_change, order).toContain(say[0]);
    }
  });
});
