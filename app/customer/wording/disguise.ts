import { stem, wordsOf } from "./tokens";

/** Nothing to be seen, or of no meaning that all agree on. */
const invisible = /[\p{Cf}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u;
const unusual = /(?![A-Za-z0-9])[\p{L}\p{M}\p{N}\p{So}]/gu;

/**
 * Whether a text holds what a word could hide in: invisible characters, accents, letters and
 * digits of other alphabets that look like ours. The customer's own stay allowed.
 */
export function isDisguised(answer: string, own: string): boolean {
  const text = answer.normalize("NFC");
  if (invisible.test(text)) return true;
  const known = own.normalize("NFC");
  return (text.match(unusual) ?? []).some((each) => !known.includes(each));
}

/** "tablét" is a tablet, even where the customer's own name has an accent. */
export function withoutAccents(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "");
}

const longestJoint = 24;
const shortestHidden = 4;

/** Stems of what comes of reading neighbouring words as one: "tab let", "t-a-b-l-e-t". */
export function joinedStems(answer: string): Set<string> {
  const parts = wordsOf(answer).flatMap((word) => word.split(/['-]/));
  return new Set(
    parts.flatMap((_, from) =>
      jointsFrom(parts, from)
        .filter((each) => each.length >= shortestHidden)
        .map(stem),
    ),
  );
}

function jointsFrom(parts: string[], from: number): string[] {
  const joints: string[] = [];
  let joint = parts[from] ?? "";
  for (const part of parts.slice(from + 1)) {
    joint += part;
    if (joint.length > longestJoint) break;
    joints.push(joint);
  }
  return joints;
}
