import type { Debrief } from "~/debrief/debrief";

const indent = "       ";

/** A debrief for the terminal of whoever played; `typed` is what they typed, by its number. */
export function debriefText(debrief: Debrief, typed: ReadonlyMap<number, string>): string {
  const { outcome, score, critical, criteria, annotations, neverAsked } = debrief;
  return [
    `${outcome.toUpperCase()}, ${score} of 100 points`,
    section("Critical failures", critical.flatMap(showCritical)),
    section("Points", criteria.flatMap(showCriterion)),
    section(
      "What you did",
      annotations.flatMap((each) => showNote(each, typed)),
    ),
    section(
      "Never found out",
      neverAsked.flatMap(({ label, example }) => [label, `${indent}better: “${example}”`]),
    ),
    section("What it was", [debrief.rootCause]),
    section("Advice", debrief.coaching),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function section(title: string, lines: string[]): string {
  return lines.length === 0 ? "" : [title, ...lines.map((line) => `  ${line}`)].join("\n");
}

function showCritical({ label, seq, better }: Debrief["critical"][number]): string[] {
  return [`${label} (at ${seq})`, `${indent}better: ${better}`];
}

function showCriterion({
  label,
  score,
  max,
  reason,
  better,
}: Debrief["criteria"][number]): string[] {
  const points = `${score}/${max}`.padEnd(indent.length);
  return [`${points}${label}: ${reason}`, ...(score < max ? [`${indent}better: ${better}`] : [])];
}

type Note = Debrief["annotations"][number];

function showNote(
  { seq, unlocked, missed, broke, better }: Note,
  typed: ReadonlyMap<number, string>,
): string[] {
  return [
    `${String(seq).padEnd(indent.length)}${typed.get(seq) ?? ""}`,
    ...unlocked.map((each) => `${indent}unlocked: ${each}`),
    ...missed.map((each) => `${indent}missed: ${each}`),
    ...broke.map((each) => `${indent}broke: ${each}`),
    ...better.map((each) => `${indent}better: ${each}`),
  ];
}
