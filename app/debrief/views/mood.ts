/** The customer's mood after something happened, −3…+2. */
export type MoodPoint = {
  /** Seconds since the session's start. */
  atSeconds: number;
  mood: number;
};

export const moodRange = { least: -3, most: 2 } as const;

const words: Record<number, string> = {
  [-3]: "about to leave",
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
  const start = `Began ${moodWord(first.mood)}`;
  const low = lowest < Math.min(first.mood, last.mood) ? `, at worst ${moodWord(lowest)}` : "";
  return `${start}${low}, ended ${moodWord(last.mood)}.`;
}
