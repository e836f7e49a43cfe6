import { describe, expect, it } from "vitest";
import { scenario as scenarioSchema } from "~/scenarios/schema";
import { createTalk, readScenario } from "../../tests/support/talk";

const priya = readScenario("mfa-new-phone");

const angry = ["That is your own fault.", "That is your own fault.", "That is your own fault."];

describe("a customer who has had enough", () => {
  it("asks for a manager once, and then goes", () => {
    const talk = createTalk(priya);
    for (const text of angry.slice(1)) talk.say(text);
    expect(talk.say("That is your own fault.").say.join(" ")).toMatch(/manager|runs the desk/);
    expect(talk.state()).toMatchObject({ wantsManager: true, left: false });
    expect(talk.say("That is your own fault.").effects.at(-1)).toMatchObject({ kind: "leave" });
  });

  it("is calmed by being handed to one, once", () => {
    const talk = createTalk(priya);
    for (const text of angry) talk.say(text);
    const reply = talk.say("I'll get my manager for you.");
    expect(reply.mood).toBe(-2);
    expect(reply.say.join(" ")).toMatch(/wait|please do|hold on/i);
    expect(createTalk(priya).say("I'll get my manager for you.").mood).toBe(0);
  });

  it("still says goodbye and goes when the trainee writes meanwhile", () => {
    const talk = createTalk(priya);
    for (const text of angry) talk.say(text);
    const goodbye = talk.say("That is your own fault.").say;
    const reply = talk.say("No wait, please!", 300);
    expect(reply.say).toEqual(goodbye);
    expect(reply.effects.at(-1)).toMatchObject({ kind: "leave", reason: "customer_left" });
    expect(talk.say("Hello?").effects).toEqual([]);
  });

  it("says nothing of what they were about to say before", () => {
    const talk = createTalk(priya);
    for (const text of angry) talk.say(text);
    talk.say("What do you see on the screen?", 60_000);
    const reply = talk.say("That is your own fault.", 300);
    expect(reply.say.join(" ")).not.toMatch(/approve/i);
  });

  it("leaves the ticket to the trainee where the scenario says so", () => {
    const customer = { ...priya.customer, departure: "leaves_ticket" };
    const talk = createTalk(scenarioSchema.parse({ ...priya, customer }));
    for (const text of [...angry, "That is your own fault."]) talk.say(text);
    expect(talk.state()).toMatchObject({ gone: true, left: false });
    const reply = talk.use("lookup_user", 60_000);
    expect(reply.effects.map(({ kind }) => kind)).toEqual(["system"]);
  });
});

describe("patience", () => {
  const silence = (text: string, seconds: number): number => {
    const talk = createTalk(priya);
    talk.say(text);
    return talk.wait(seconds).say.length;
  };

  it("ends with a nudge, later where the trainee has asked for a moment", () => {
    expect(silence("OK.", 90)).toBe(1);
    expect(silence("One moment, please.", 90)).toBe(0);
    expect(silence("One moment, please.", 180)).toBe(1);
  });

  it("lasts as long as was asked for", () => {
    expect(silence("Give me ten minutes, please.", 590)).toBe(1);
    expect(silence("Could you bear with me for five minutes?", 290)).toBe(0);
  });

  it("is longer after each nudge, and ends in leaving", () => {
    const talk = createTalk(priya);
    talk.say("OK.");
    const moments: number[] = [];
    for (let seconds = 0; seconds < 2000 && !talk.state().left; seconds += 5)
      if (talk.wait(5).say.length > 0 && talk.state().nudges > moments.length)
        moments.push(seconds);
    expect(moments.length).toBe(4);
    const gaps = moments.slice(1).map((moment, i) => moment - (moments[i] ?? 0));
    expect(gaps).toEqual([...gaps].sort((a, b) => a - b));
    expect(talk.state().left).toBe(true);
  });

  it("is shorter at a higher level", () => {
    const until = (level: number): number => {
      const talk = createTalk(priya, { level });
      talk.say("OK.");
      for (let seconds = 5; seconds < 600; seconds += 5)
        if (talk.wait(5).say.length > 0) return seconds;
      return Number.POSITIVE_INFINITY;
    };
    expect(until(1)).toBeGreaterThan(until(2));
    expect(until(2)).toBeGreaterThan(until(3));
  });
});

describe("timed events", () => {
  it("happen once, at their time, while their condition holds", () => {
    const talk = createTalk(priya, { level: 1 });
    talk.say("Please bear with me for twenty minutes.");
    expect(talk.wait(350).say).toEqual([]);
    expect(talk.wait(20).say.join(" ")).toMatch(/run to release|clock/);
    expect(talk.wait(60).say).toEqual([]);
    expect(talk.state().fired).toEqual(["half_way"]);
  });

  it("don't happen once the condition is gone", () => {
    const talk = createTalk(priya);
    const done = talk.state();
    talk.restore({ ...done, world: { ...done.world, confirmed: true } });
    talk.say("Give me twenty minutes, please.");
    talk.wait(500);
    expect(talk.state().fired).toEqual([]);
  });

  it("wake the customer at the right moment", () => {
    const talk = createTalk(priya);
    const { effects } = talk.say("Give me twenty minutes, please.");
    const wake = effects.find(({ kind }) => kind === "wake");
    expect(wake?.delayMs).toBe(420_000 - 60_000);
  });
});
