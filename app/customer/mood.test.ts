import { describe, expect, it } from "vitest";
import { createTalk, readScenario } from "../../tests/support/talk";

const priya = readScenario("mfa-new-phone");
const graham = readScenario("robot-voice");

describe("the mood rises", () => {
  it("with empathy, but once in three messages at the most", () => {
    const talk = createTalk(priya);
    const kind = "I'm sorry, that must be frustrating.";
    expect([1, 2, 3, 4].map(() => talk.say(kind).mood)).toEqual([1, 1, 1, 2]);
  });

  it("with a clear next step", () => {
    const reply = createTalk(priya).say("I'll reset it now, and then you can sign in again.");
    expect(reply.mood).toBe(1);
  });

  it("with progress that can be seen", () => {
    const talk = createTalk(priya);
    talk.say("Name and staff number?");
    expect(talk.use("reset_mfa").mood).toBe(1);
  });
});

describe("the mood falls", () => {
  it.each([
    ["blame", "You should have told us before, this is your own fault."],
    ["a question for a secret", "What is your password?"],
  ])("with %s", (_, text) => {
    expect(createTalk(priya).say(text).mood).toBe(-1);
  });

  it("with jargon for someone who doesn't speak it, and not for someone who does", () => {
    const text = "Is there latency or jitter on your side?";
    expect(createTalk(graham).say(text).mood).toBe(0);
    expect(createTalk(priya).say(text).mood).toBe(0);
    expect(createTalk(graham).state().mood).toBe(1);
  });

  it("with a detour that the trainee's tool sends them on", () => {
    expect(createTalk(graham).use("reinstall_vpn").mood).toBe(0);
  });

  it("until they ask for a manager, and then leave", () => {
    const talk = createTalk(priya);
    const replies = Array.from({ length: 4 }, () => talk.say("That is your own fault."));
    expect(replies[2]?.say.join(" ")).toMatch(/manager|whoever runs the desk/);
    expect(replies[3]?.effects.at(-1)).toMatchObject({ kind: "leave", reason: "customer_left" });
  });
});

describe("the mood does not fall", () => {
  it("when it is asked whether it works after each thing that was done, and does when nothing was", () => {
    const talk = createTalk(graham);
    const check = "Is it any better now?";
    const tools = ["lookup_user", "raise_incident", "lookup_user", "raise_incident"];
    const moods = tools.map((tool) => {
      talk.use(tool);
      return talk.say(check).mood;
    });
    expect(moods).toEqual([1, 1, 1, 1]);
    expect([1, 2, 3].map(() => talk.say(check).mood).at(-1)).toBe(0);
  });

  it("when it is asked what the screen says now that something was done about it", () => {
    const talk = createTalk(priya);
    talk.say("What do you see?");
    talk.use("reset_mfa");
    const reply = talk.say("What do you see now?");
    expect(reply).toMatchObject({ mood: 1, revealed: [] });
    expect(reply.say.join(" ")).toMatch(/authenticator/);
  });

  it("when help is offered after the customer has said what is wrong, twice over", () => {
    const talk = createTalk(priya);
    const replies = [
      "Hello Priya, how can I help?",
      "How may I help you today?",
      "How can I help?",
    ].map((text) => talk.say(text));
    expect(replies.map(({ mood, revealed }) => [mood, revealed])).toEqual(Array(3).fill([0, []]));
    expect(replies[0]?.say.join(" ")).toMatch(/get(ting)? me in|get into my systems/);
    expect(talk.say("How can I help? What do you see?").revealed).toEqual(["error_text"]);
  });

  it("when somebody who was vague is asked once more, and then it does", () => {
    const talk = createTalk(graham, { level: 2 });
    expect(talk.say("Since when?").say.join(" ")).toMatch(/sometime|thereabouts/);
    const again = talk.say("Since when exactly?");
    expect(again).toMatchObject({ mood: 1, revealed: [] });
    expect(again.say.join(" ")).toMatch(/sandwich|ten o'clock/);
    expect(talk.say("Since when?").mood).toBe(0);
  });
});

describe("what isn't understood", () => {
  it("is asked about, then guessed, then answered with topics, and costs nothing", () => {
    const talk = createTalk(priya);
    const gibberish = ["Fnord grumble the blorp?", "Zibble wumpus quark?", "Plugh xyzzy frotz?"];
    const replies = gibberish.map((text) => talk.say(text));
    expect(replies.map(({ matched }) => matched)).toEqual([false, false, false]);
    expect(replies[0]?.say[0]).toMatch(/need to know|Say that again|put it differently/);
    expect(replies[1]?.say[0]).toMatch(/^(Do you mean|Are you asking about) /);
    expect(replies[2]?.say[0]).toMatch(/the message on the screen, when it started or/);
    expect(replies.map(({ mood }) => mood)).toEqual([0, 0, 0]);
    expect(talk.state().missed.map(({ text }) => text)).toEqual(gibberish);
  });

  it("a guess confirmed with 'yes' is answered", () => {
    const talk = createTalk(priya);
    talk.say("Fnord grumble the blorp?");
    talk.say("Zibble wumpus quark?");
    expect(talk.say("Yes").revealed).toEqual(["error_text"]);
  });

  it("never suggests a fact that has to be found out", () => {
    const talk = createTalk(priya);
    for (const question of ["What do you see?", "Since when?", "Anyone else?", "Who are you?"])
      talk.say(question);
    const lines = ["Zibble?", "Wumpus quark?", "Frotz plugh?", "Blorp fnord?"].flatMap(
      (text) => talk.say(text).say,
    );
    expect(lines.join(" ")).not.toMatch(/phone/);
  });
});
