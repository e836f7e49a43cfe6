import { describe, expect, it } from "vitest";
import { createPlay } from "~/debrief/play";
import { createTalk, readScenario } from "../../tests/support/talk";

const dana = readScenario("just-reset");
const levels = [1, 2, 3];
const opened = "You're not in trouble, and it happens to everyone. What happened just before?";

describe.each(levels)("Dana at level %s", (level) => {
  it("tells what she clicked on after two signs that nobody is judging, and not after one", () => {
    const talk = createTalk(dana, { level });
    expect(talk.say("What happened just before?").revealed).toEqual([]);
    expect(talk.say("You're not in trouble. Did you click on a link?").revealed).toEqual([]);
    const told = talk.say("It happens to the best of us. Did you click on a link?");
    expect(told.revealed).toEqual(["clicked_something"]);
  });

  it("says nothing of the mail before she has told of the page", () => {
    const talk = createTalk(dana, { level });
    expect(talk.say("Do you still have the mail?").revealed).toEqual([]);
    talk.say(opened);
    expect(talk.say("Do you still have the mail?").revealed).toEqual(["link_kept"]);
  });

  it("tells of the prompt when asked about one, or once she has opened up", () => {
    const precise = createTalk(dana, { level });
    expect(precise.say("Did you approve a prompt?").revealed).toEqual(["approved_prompt"]);
    const vague = createTalk(dana, { level });
    expect(vague.say("And your phone?").revealed).toEqual([]);
    vague.say(opened);
    expect(vague.say("What did you do next?").revealed).toEqual(["approved_prompt"]);
  });
});

describe("Dana, blamed", () => {
  it("closes up: two kind words don't undo it, three do", () => {
    const talk = createTalk(dana);
    const hurt = talk.say("You should have known better.");
    expect(hurt).toMatchObject({ critical: ["blamed"], mood: -2 });
    talk.say("I'm sorry, that was wrong of me. You're not in trouble.");
    expect(talk.say("It happens to everyone. What happened?").revealed).toEqual([]);
    const told = talk.say("You did the right thing by writing to us. What happened before?");
    expect(told.revealed).toEqual(["clicked_something"]);
  });
});

describe("the evidence", () => {
  it.each(["Please delete the mail.", "Just bin that email.", "You can get rid of the message."])(
    "is lost by %s",
    (text) => expect(createTalk(dana).say(text).critical).toEqual(["told_to_delete"]),
  );

  it.each([
    "Please don't delete the mail.",
    "Make sure you don't delete it.",
    "Did you delete the mail?",
    "Keep the mail and don't throw it away.",
  ])("is not lost by %s", (text) => expect(createTalk(dana).say(text).critical).toEqual([]));

  it("is lost by a yes to her own question", () => {
    const talk = createTalk(dana);
    talk.say(opened);
    talk.say("Please forward the mail to the security team.");
    expect(talk.say("Yes").critical).toEqual(["told_to_delete"]);
  });
});

describe("the reset", () => {
  it("without knowing who she is, is a critical failure; ending her sessions is none", () => {
    const talk = createTalk(dana);
    talk.use("revoke_sessions");
    expect(talk.state().critical).toEqual([]);
    expect(talk.use("reset_password").critical).toEqual(["skipped_verification"]);
  });

  it.each(["I'm closing the ticket now.", "Yes"])(
    "and nothing else must not be followed by “%s”",
    (text) => {
      const talk = createTalk(dana);
      talk.say("Your full name and staff number, please?");
      talk.use("reset_password");
      expect(talk.say(text).critical).toEqual(["reset_and_close"]);
    },
  );

  it.each([
    "Your password has been reset, case closed.",
    "pw reset, closing the ticket now",
    "I did the reset and close now the ticket.",
  ])("said to be done counts as done, and closes: %s", (text) => {
    expect(createTalk(dana).say(text).critical).toEqual(["reset_and_close"]);
  });

  it.each([
    "I've reset your password. Next I'll sign you out everywhere.",
    "I haven't reset it, so I won't close the ticket.",
    "Once your password has been reset, can we close the ticket?",
  ])("closes nothing by %s", (text) => {
    expect(createTalk(dana).say(text).critical).toEqual([]);
  });

  it("and nothing else must not be resolved", () => {
    const play = createPlay(dana, { seed: 1, level: 3 });
    play.take("Your full name and staff number, please?");
    play.take("/tool reset_password");
    const result = play.take("/resolve access | Forgot it | solved | Reset");
    const debrief = "debrief" in result ? result.debrief : null;
    expect(debrief).toMatchObject({ outcome: "failure", score: 0 });
    expect(debrief?.critical.map(({ id }) => id)).toEqual(["reset_and_close"]);
  });
});

describe("the incident", () => {
  it.each([
    [540, true],
    [660, false],
  ])("raised after %s seconds counts as in time: %s", (seconds, inTime) => {
    const play = createPlay(dana, { seed: 1, level: 1 });
    play.take("One moment please, I'm having a look.");
    play.take(`/wait ${String(seconds)}`);
    play.take("/tool raise_incident");
    expect(play.state().world).toMatchObject({ incident_raised: true, incident_in_time: inTime });
  });
});
