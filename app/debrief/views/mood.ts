import type { Debrief } from "../debrief";

/** The customer's mood after something happened, −3…+2. */
export type MoodPoint = Debrief["mood"][number];

export const moodRange = { least: -3, most: 2 } as const;

const words: Record<number, string> = {
  [-3]: "fed up",
  [-2]: "angry",
  [-1]: "annoyed",
  0: "neutral",
  1: "relieved",
  2: "pleased",
};

export function moodWord(mood: number): string {
  return words[mood] ?? String(mood);
}

/** The curve in a sentence, for those who can't or needn't see it. */
export function moodSentence(points: readonly MoodPoint[]): string {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return "Nothing is known of the mood.";
  const lowest = Math.min(...points.map((point) => point.mood));
  const low = lowest < Math.min(first.mood, last.mood) ? `, at worst ${moodWord(lowest)}` : "";
  return `Began ${moodWord(first.mood)}${low}, ended ${moodWord(last.mood)}.`;
}

const reasons: Record<string, string> = {
  empathy: "felt understood",
  next_step: "knew what comes next",
  repeat: "was asked the same again",
  jargon: "heard words they don't know",
  blame: "felt blamed",
  asked_secret: "was asked for a secret",
  circles: "felt that it goes round in circles",
  silence: "had to wait too long",
};

/** Why the mood changed, in words; a scenario's own reasons are told by their kind. */
export function moodReason(reason: string): string {
  if (reasons[reason] !== undefined) return reasons[reason];
  return reason.startsWith("progress:") ? "saw that it works" : "liked or disliked what was done";
}

export type MoodTurn = MoodPoint & { change: number };

/** The points at which the mood went up or down, with how far. */
export function moodTurns(points: readonly MoodPoint[]): MoodTurn[] {
  return points.flatMap((point, index) => {
    const change = point.mood - (points[index - 1]?.mood ?? point.mood);
    return change === 0 ? [] : [{ ...point, change }];
  });
}
