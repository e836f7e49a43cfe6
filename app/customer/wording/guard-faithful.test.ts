import { expect, test } from "vitest";
import { judge, variants } from "../../../tests/support/judge-wording";
import { readScenario } from "../../../tests/support/talk";
import type { GuardedLine } from "./guard";

const mfa = readScenario("mfa-new-phone");

/** As a model that does as it is told would put them; written before the guard was tried on them. */
const faithful: [GuardedLine["kind"], string, string][] = [
  [
    "fact",
    "This morning, first thing, about ten past eight. Friday was fine.",
    "It started first thing this morning, around ten past eight. Friday it was all fine.",
  ],
  [
    "fact",
    "Since this morning. I logged off on Friday with no trouble at all.",
    "Just since this morning – I logged off on Friday without any trouble.",
  ],
  [
    "fact",
    "Since ten past eight this morning, and I've been at it ever since.",
    "Ten past eight this morning, and I have been at it ever since then.",
  ],
  ["fact", "No, the others are fine. It's just me.", "No, it's just me, the others are fine."],
  [
    "fact",
    "Only me. Everyone else is getting on with their work.",
    "It's only me, everyone else is getting on with work.",
  ],
  ["fact", "Priya Raman, 40718. Can we get on?", "It's Priya Raman, 40718. Can we get on with it?"],
  ["fact", "It's Priya Raman, 40718.", "Priya Raman here, number 40718."],
  [
    "fact",
    '"Approve sign-in request." And then it times out. Every single time.',
    'It goes "Approve sign-in request" and then times out, every single time.',
  ],
  [
    "fact",
    'It wants me to "approve the sign-in request" and then it times out.',
    'It keeps wanting me to "approve the sign-in request", then times out.',
  ],
  [
    "fact",
    "Well, I got a new phone on Saturday. The app that approves it was on the old one, and I traded that in.",
    "I got a new phone on Saturday, and the app that approves it was on the old one, which I traded in.",
  ],
  [
    "fact",
    "It's a new phone, I got it on Saturday. The old one had the app and I traded it in. Why does that matter?",
    "I got a new phone on Saturday. The app was on the old one that I traded in. Why would that matter?",
  ],
  [
    "answer",
    "No, nothing's changed. Same desk, same laptop, same password.",
    "Nope, nothing has changed: same desk, same laptop, same password.",
  ],
  [
    "answer",
    "I'm not giving you that. Every training we get says never to.",
    "No way I'm giving you that, every training tells us never to.",
  ],
  [
    "answer",
    "Restarted, another browser, six goes at it. Same every time.",
    "I've restarted, used another browser, had six goes. It's the same every time.",
  ],
  ["answer", "At my desk in Leeds, as always.", "I'm at my desk in Leeds, same as always."],
  [
    "answer",
    "12:00. After that the bank won't take the file.",
    "By 12:00. After that the bank won't take the file anymore.",
  ],
  [
    "outcome",
    "Same again. It waits and then times out.",
    "It's the same again, waits and then times out.",
  ],
  [
    "outcome",
    "Scanned it. The app on the new phone shows my account now.",
    "I've scanned it and the app on the new phone is showing my account now.",
  ],
  [
    "outcome",
    "Now it asks me to set up an authenticator. Shall I go ahead?",
    "It's asking me to set up an authenticator now, shall I go ahead?",
  ],
  [
    "outcome",
    "It asked the new phone, I tapped approve, and I'm in.",
    "I tapped approve when it asked the new phone, and now I'm in.",
  ],
  [
    "outcome",
    "Restarted it. Same message, and that's minutes I don't have.",
    "I restarted it and it's the same message. Those are minutes I don't have.",
  ],
  ["social", "Thanks. Let's just get it fixed.", "Thank you, let's just get this fixed."],
  [
    "social",
    "I don't follow. Say that again, shorter?",
    "I don't follow, could you say that again but shorter?",
  ],
  ["social", "How long? I'm on the clock.", "How long will it take? I'm on the clock here."],
  [
    "social",
    "I came here for help, not for a telling-off.",
    "I came for help, not to get a telling-off.",
  ],
  [
    "social",
    "Hello? Are you still there? I don't have all morning.",
    "Are you still there? I haven't got all morning.",
  ],
  [
    "social",
    "Can I speak to your manager, please?",
    "I'd like to speak to your manager, please. Can I?",
  ],
  [
    "social",
    "I do payroll, not IT. What does that mean?",
    "I'm in payroll, not IT, so what does that mean?",
  ],
  [
    "social",
    "I'm about to miss the run. Is there someone else who can do this?",
    "I'm about to miss the run here, is there anyone else who can do this?",
  ],
  [
    "social",
    "I don't have time for that. Can we stick to this?",
    "No time for that, can we please stick to this?",
  ],
];

test("of rewordings that are faithful the guard lets nearly all pass", () => {
  const stopped = faithful.flatMap(([kind, text, answer]) => {
    const telling = mfa.facts.filter(({ say }) => variants(say).includes(text));
    const told = telling.map(({ id }) => id);
    const refusal = judge([answer], [{ kind, text }], { told });
    return refusal === null ? [] : [`${refusal}: ${answer}`];
  });
  expect(stopped.length, stopped.join("\n")).toBeLessThanOrEqual(2);
});
