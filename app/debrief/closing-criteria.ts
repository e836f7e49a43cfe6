import { listWords } from "./evidence";
import type { Finding, Of } from "./finding";
import type { ScoringInput } from "./score";
import { measureTimes } from "./times";

/** Whether root cause and notes name what they should. */
export function findMentions({ mentions }: Of<"notes">, { resolution }: ScoringInput): Finding {
  const text = `${resolution?.rootCause ?? ""} ${resolution?.notes ?? ""}`.toLowerCase();
  const missing = mentions.filter(
    ({ words }) => !words.split("|").some((word) => text.includes(word.toLowerCase())),
  );
  if (resolution === null)
    return {
      share: 0,
      evidence: [],
      reason: "The ticket was never resolved, so there are no notes.",
    };
  const reason =
    missing.length === 0
      ? `They name ${listWords(mentions.map(({ what }) => what))}.`
      : `They say nothing about ${listWords(
          missing.map(({ what }) => what),
          "or",
        )}.`;
  return { share: 1 - missing.length / mentions.length, evidence: [], reason };
}

/** Whether the first answer was in time and no wait too long. */
export function findTimes({ longestWaitSeconds }: Of<"times">, input: ScoringInput): Finding {
  const {
    firstResponseSeconds: first,
    firstResponseDueSeconds: due,
    longestWait,
  } = measureTimes(input);
  if (first === null) return { share: 0, evidence: [], reason: "You never answered." };
  const late = first > due;
  const long = longestWait.seconds > longestWaitSeconds;
  const reason = [
    first < 1
      ? "Your first answer came at once"
      : `Your first answer came after ${wordsFor(first)} (${late ? "due" : "in time: it was due"} within ${wordsFor(due)})`,
    longestWait.seconds < 1
      ? "the customer was never kept waiting"
      : `the customer's longest wait was ${wordsFor(longestWait.seconds)}${long ? `, and ${wordsFor(longestWaitSeconds)} is the most` : ""}`,
  ].join("; ");
  return {
    share: 1 - (late ? 0.5 : 0) - (long ? 0.5 : 0),
    evidence: long && longestWait.seq !== null ? [longestWait.seq] : [],
    reason: `${reason}.`,
  };
}

/** "40 seconds", "3 minutes". */
export function wordsFor(seconds: number): string {
  const [n, unit] =
    seconds < 100 ? [Math.round(seconds), "second"] : [Math.round(seconds / 60), "minute"];
  return `${n} ${unit}${n === 1 ? "" : "s"}`;
}

/** Whether category and code fit. */
export function findResolution(
  { category, code }: Of<"resolution">,
  { resolution }: ScoringInput,
): Finding {
  if (resolution === null)
    return { share: 0, evidence: [], reason: "The ticket was never resolved." };
  const right = [category.includes(resolution.category), code.includes(resolution.code)];
  return {
    share: right.filter(Boolean).length / 2,
    evidence: [],
    reason: `Category ${resolution.category} ${verdict(right[0])}; code ${resolution.code.replaceAll("_", " ")} ${verdict(right[1])}.`,
  };
}

function verdict(right: boolean | undefined): string {
  return right === true ? "is right" : "isn't what happened";
}
