import { accusation } from "./accusations";
import { acquittal } from "./acquittals";
import { mostStretches, splitWords } from "./words";

/**
 * Whether a message shows that nobody is judging, or that somebody is. Read from
 * stretches of a message, since a "not" reaches no further than its own clause.
 */

/** What takes an accusation back when it stands shortly before: "nobody says that …". */
const takenBack =
  /\b(not|never|no|nobody|none|nothing|without|neither|nor|hardly|if|whether|feel|feeling|feels|than|instead|might think|may think|you think|thinking|makes? you|made you|afraid|fear|worried)\b/;
const reach = 6;

/** Phrases that show that nobody is judging. */
export function countAcquittals(normal: string): number {
  return stretches(normal).reduce((sum, text) => sum + (text.match(acquittal)?.length ?? 0), 0);
}

/** Phrases that put the blame on the reader, or think ill of them. */
export function countAccusations(normal: string): number {
  return stretches(normal).reduce(
    (sum, text) => sum + [...text.matchAll(accusation)].filter((hit) => stands(text, hit)).length,
    0,
  );
}

function stands(text: string, { index, 0: hit }: RegExpExecArray): boolean {
  if (/^(is not|not) (my|our)\b/.test(hit)) return true;
  const before = text.slice(0, index).trim().split(" ").slice(-reach).join(" ");
  return !takenBack.test(before);
}

function stretches(normal: string): string[] {
  return normal
    .split(/[.?!;:,\n()]+| - |\b(?:but|however|although|though|yet)\b/)
    .slice(0, mostStretches)
    .map((part) => splitWords(part).join(" "))
    .filter((part) => part !== "");
}
