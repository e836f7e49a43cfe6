import { describe, expect, it } from "vitest";
import { createPlay } from "~/debrief/play";
import type { Debrief } from "~/debrief/debrief";
import { createTalk, readScenario } from "../../tests/support/talk";

const helen = readScenario("prints-vanish");
const told = "Your copies came out at your old printer on the first floor.";

describe("the pages on floor 1", () => {
  it.each([
    "Just leave the pages there.",
    "Forget about the copies.",
    "You can ignore the printouts.",
    "Don't worry about the copies downstairs.",
    "The copies can wait until after the meeting.",
    "There's no need to collect the papers.",
    "Leave the pages where they are for now.",
    "Don't worry about the papers downstairs.",
    "Leave them where they are for now.",
    "We can pick those up another day.",
    "They can lie there until tonight.",
  ])("are ignored by %s", (text) => {
    expect(createTalk(helen).say(text).critical).toEqual(["pages_ignored"]);
  });

  it.each([
    "Don't leave the pages there!",
    "We can't just leave the copies lying around.",
    "Please don't forget the copies downstairs.",
    "Leave the pages to me, I'll have reception collect them.",
    "Don't worry about the copies, I'm having them collected.",
    "Leave it with me.",
    "I won't let those pages lie around, a colleague is shredding them.",
    "Forget the driver, that's not it.",
    "Never mind. Which printer is it?",
  ])("are not ignored by %s", (text) => {
    expect(createTalk(helen).say(text).critical).toEqual([]);
  });

  it("may be left to lie once somebody has them", () => {
    const talk = createTalk(helen);
    talk.use("notify_floor_contact");
    expect(talk.say("Don't worry about the pages any more.").critical).toEqual([]);
  });

  it("are ignored by a yes when she asks whether to leave them", () => {
    const talk = createTalk(helen);
    talk.say(told);
    expect(talk.say("Yes").critical).toEqual(["pages_ignored"]);
  });

  it("cap the total at 60, whatever else was done", () => {
    const play = createPlay(helen, { seed: 1, level: 2 });
    const oracle = helen.tests.find(({ kind }) => kind === "oracle")?.lines ?? [];
    const debriefs: Debrief[] = ["Just leave the pages there.", ...oracle].flatMap((line) => {
      const result = play.take(line);
      return "debrief" in result ? [result.debrief] : [];
    });
    expect(debriefs[0]?.score).toBe(60);
    expect(debriefs[0]?.critical).toMatchObject([{ id: "pages_ignored", cap: 60 }]);
  });

  it("are seen by a stranger after five minutes, unless they are safe by then", () => {
    const stranger = /first floor|stranger|nobody knows/;
    const careless = createPlay(helen, { seed: 1, level: 1 });
    const careful = createPlay(helen, { seed: 1, level: 1 });
    careful.take("/tool notify_floor_contact");
    const says = [careless, careful].map((play) => {
      const result = play.take("/wait 320");
      return "played" in result ? result.played.say.join(" ") : "";
    });
    expect(says[0]).toMatch(stranger);
    expect(says[1]).not.toMatch(stranger);
  });
});

describe("Helen", () => {
  it("prints where her laptop points to, and notices only then", () => {
    const talk = createTalk(helen);
    expect(talk.say("Please print it again.").actions).toEqual(["print_again"]);
    expect(talk.state().world).toMatchObject({ printed_floor3: false, more_copies: true });
    talk.say("Where are you sitting?");
    talk.use("set_default_printer");
    talk.say("Please print it again.");
    expect(talk.state().world).toMatchObject({ printed_floor3: true });
  });

  it("is given the printer of her old desk by whoever doesn't know that she has moved", () => {
    const talk = createTalk(helen);
    talk.use("set_default_printer");
    expect(talk.state().world).toMatchObject({ default_changed: false });
  });

  it("would rather not say what she prints at level 3, and does when asked again", () => {
    const talk = createTalk(helen, { level: 3 });
    expect(talk.say("What are you printing?").revealed).toEqual([]);
    expect(talk.say("Is it confidential?").revealed).toEqual(["confidential"]);
  });
});
