import { describe, expect, it } from "vitest";
import { scenario as scenarioSchema, type Scenario } from "~/scenarios/schema";
import { createTalk, readScenario } from "../../tests/support/talk";

const priya = readScenario("mfa-new-phone");
const graham = readScenario("robot-voice");

describe("the new phone", () => {
  it.each(["Anything changed?", "New laptop or anything?", "Has anything been different lately?"])(
    "is denied once when asked %s",
    (question) => {
      const talk = createTalk(priya);
      expect(talk.say(question).revealed).toEqual([]);
      expect(talk.say("Nothing new at all since Friday?").revealed).toEqual(["new_phone"]);
    },
  );

  it.each([
    "Which phone do you use?",
    "Do you use the authenticator app?",
    "What device approves the sign-in?",
    "Do you still have your old phone?",
  ])("is told at once when asked %s", (question) => {
    expect(createTalk(priya).say(question).revealed).toEqual(["new_phone"]);
  });

  it.each(["What number can I reach you on?", "Do you have a contact phone number?"])(
    "is not told when asked %s",
    (question) => {
      expect(createTalk(priya).say(question).revealed).toEqual([]);
    },
  );

  it("is told without a denial when a general and a precise question come together", () => {
    const reply = createTalk(priya).say("Has anything changed? Did you get a new phone?");
    expect(reply.revealed).toEqual(["new_phone"]);
    expect(reply.say).toHaveLength(1);
  });

  it("the denial costs no mood, and neither does asking a second time", () => {
    const talk = createTalk(priya);
    talk.say("Anything changed?");
    expect(talk.say("Are you sure nothing changed?").mood).toBe(0);
  });
});

describe("the bars of the Wi-Fi", () => {
  it("are read out after a plain question", () => {
    expect(createTalk(graham).say("How many bars do you see?").revealed).toEqual(["wifi_bars"]);
  });

  it.each(["What is your RSSI in dBm?", "Run netsh wlan show interfaces and read me the signal"])(
    "are no answer to %s",
    (question) => {
      const reply = createTalk(graham).say(question);
      expect(reply.revealed).toEqual([]);
      expect(reply.say.join(" ")).toMatch(/the what|English|lost me|is that a button/i);
    },
  );
});

it("a term of the trade explained in the same message is forgiven", () => {
  const reply = createTalk(graham).say("What's your RSSI? I mean, how many bars do you see?");
  expect(reply.revealed).toEqual(["wifi_bars"]);
});

describe("several questions in one message", () => {
  it("get two answers at the most, in their order", () => {
    const talk = createTalk(priya);
    const reply = talk.say("Since when? Is anyone else affected? What do you see? Who are you?");
    expect(reply.revealed).toEqual(["since_when", "only_me"]);
  });

  it("get the rest when pushed", () => {
    const talk = createTalk(priya);
    talk.say("Since when? Is anyone else affected? What do you see on the screen?");
    expect(talk.say("And my other question?").revealed).toEqual(["error_text"]);
  });

  it("may also be asked again, without a grudge", () => {
    const talk = createTalk(priya);
    talk.say("Since when? Is anyone else affected? What do you see on the screen?");
    const reply = talk.say("What do you see on the screen?");
    expect(reply.revealed).toEqual(["error_text"]);
    expect(reply.mood).toBe(0);
  });
});

describe("asking the same again", () => {
  it("gets 'like I said' and costs a point of mood", () => {
    const talk = createTalk(graham);
    talk.say("When did it start?");
    const before = talk.state().mood;
    const reply = talk.say("Since when has it been like this?");
    expect(reply.revealed).toEqual([]);
    expect(reply.mood).toBe(before - 1);
    expect(reply.say.join(" ")).toMatch(/^(Like I said|As I told you|As I was saying),/);
  });

  it("is never answered with the same line twice running", () => {
    const talk = createTalk(graham);
    const lines = Array.from({ length: 4 }, () => talk.say("When did it start?").say.join(" "));
    lines.forEach((line, i) => expect(line).not.toBe(lines[i - 1]));
  });

  it("while the first answer is still being typed says it once, without a grudge", () => {
    const talk = createTalk(graham);
    talk.say("When did it start?");
    const reply = talk.say("When did it start?", 500);
    expect(reply.mood).toBe(talk.state().moods[0]?.mood);
    expect(reply.say).toHaveLength(1);
  });
});

/** The gates of scenarios to come, hung on Graham's location. */
function withGate(route: unknown): Scenario {
  const facts = graham.facts.map((fact) =>
    fact.id === "location" ? { ...fact, askedBy: [route] } : fact,
  );
  return scenarioSchema.parse({ ...graham, facts });
}

describe("gates", () => {
  it("two phrases that show that nobody is judging, the asking message included", () => {
    const gated = withGate({
      intents: ["ask_location"],
      requires: { signals: { no_blame: 2 } },
      deflect: ["I'd rather not say."],
    });
    const talk = createTalk(gated);
    expect(talk.say("Where are you?")).toMatchObject({
      revealed: [],
      say: ["I'd rather not say."],
    });
    expect(talk.say("You're not in trouble. Where are you?").revealed).toEqual([]);
    expect(talk.say("It happens to everyone. Where are you?").revealed).toEqual(["location"]);
    const atOnce = createTalk(gated);
    const both = "It happens to everyone and nobody is judging you. Where are you?";
    expect(atOnce.say(both).revealed).toEqual(["location"]);
  });

  it("an acknowledgement of the repeat contacts; a canned apology is none", () => {
    const gated = withGate({
      intents: ["ask_location"],
      requires: { signals: { acknowledge_repeat: 1 } },
      deflect: ["Does it matter?"],
    });
    expect(createTalk(gated).say("Sorry for the inconvenience. Where are you?").revealed).toEqual(
      [],
    );
    const sorry = "I'm sorry you had to contact us three times this week. Where are you?";
    expect(createTalk(gated).say(sorry).revealed).toEqual(["location"]);
  });

  it("another fact first", () => {
    const gated = withGate({ intents: ["ask_location"], requires: { facts: ["since_when"] } });
    const talk = createTalk(gated);
    expect(talk.say("Where are you?").revealed).toEqual([]);
    talk.say("When did it start?");
    expect(talk.say("So where are you?").revealed).toEqual(["location"]);
  });

  it("reluctance is dodged as often as the disclosure knob leaves", () => {
    const facts = graham.facts.map((fact) =>
      fact.id === "location" ? { ...fact, reluctance: 3, dodge: ["Here and there."] } : fact,
    );
    const shy = scenarioSchema.parse({ ...graham, facts });
    const talk = createTalk(shy);
    expect(talk.say("Where are you?").say).toContain("Here and there.");
    expect(talk.say("Where are you working?").revealed).toEqual(["location"]);
  });
});
