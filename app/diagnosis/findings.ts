import type { Measurements } from "./measurements";

export type Grade = "good" | "limited" | "bad";

/** What a step found, and what it means for whoever chats; both in plain words. */
export type Finding = { grade: Grade; found: string; means: string };

/** On the page and in the text for administrators. */
export const gradeWords: Record<Grade, string> = { good: "Fine", limited: "Note", bad: "Blocked" };

export type Judge = (measured: Measurements) => Finding | null;

export function good(found: string, means = ""): Finding {
  return { grade: "good", found, means };
}

export function limited(found: string, means: string): Finding {
  return { grade: "limited", found, means };
}

export function bad(found: string, means: string): Finding {
  return { grade: "bad", found, means };
}

/** 850 ms, 2.3 s */
export function formatMs(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
