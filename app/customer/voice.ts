import type { Lines } from "~/scenarios/reaction";
import type { LineKey } from "~/scenarios/schema";
import type { PlannedLine } from "./state";
import { say, type Turn } from "./turn";

/** What any customer says where the scenario has no words of its own. */
const defaults: Record<LineKey, Lines> = {
  greet: ["Hello.", "Hi there."],
  offered: ["With what I just wrote, please.", "It's what I wrote: I'd like that to work again."],
  ack: ["OK.", "Right, OK.", "Understood."],
  hold: ["OK, I'll wait.", "Sure, take a moment."],
  thanks: ["No problem.", "Sure."],
  empathy: ["Thank you.", "Thanks, I appreciate that."],
  rephrase: [
    "Sorry, I don't follow. Can you put that another way?",
    "I'm not sure what you're asking.",
  ],
  did_you_mean: ["Do you mean {topic}?", "Are you asking about {topic}?"],
  offer_topics: ["I'm not getting it, sorry. You could ask me about {topics}."],
  repeat: ["Like I said,", "As I said,"],
  jargon: ["The what? Sorry, you've lost me.", "I don't know what that means."],
  secret: ["I was told never to give that to anyone.", "I'm not comfortable sharing that."],
  blame: ["I don't think that's fair.", "That's not very helpful."],
  off_topic: ["Let's stick to getting this fixed, please.", "Can we get back to my problem?"],
  person: ["I'm just someone who needs some help here.", "What a question. Can we carry on?"],
  nudge: ["Hello? Are you still there?", "Any news?"],
  manager: ["I'd like to speak to your manager, please."],
  handover: ["Thank you. I'll wait for them.", "Good. Please do.", "All right, I'll hold on."],
  leave: ["I'll find somebody else. Goodbye."],
  no_answer: ["I really couldn't tell you.", "No idea, sorry."],
  how_to: ["How do I do that?", "Where would I find that?"],
  no_change: ["Done. It makes no difference.", "I did that, and it's just the same."],
  not_doing: ["OK, I won't.", "Fine, I'll leave it."],
  goodbye: ["No, that's all.", "Nothing else, thanks."],
};

export function linesFor(turn: Turn, key: LineKey): Lines {
  return turn.scenario.lines[key] ?? defaults[key];
}

export function sayDefault(
  turn: Turn,
  key: LineKey,
  place: { kind: PlannedLine["kind"]; key: string } = { kind: "social", key },
  fill: Record<string, string> = {},
): void {
  say(turn, fillIn(linesFor(turn, key), fill), place);
}

function fillIn(lines: Lines, fill: Record<string, string>): Lines {
  const each = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => fill[name] ?? "");
  if (Array.isArray(lines)) return lines.map(each);
  return {
    calm: lines.calm.map(each),
    ...(lines.warm === undefined ? {} : { warm: lines.warm.map(each) }),
    ...(lines.cross === undefined ? {} : { cross: lines.cross.map(each) }),
  };
}
