import type { Problem } from "./problem";

/** Bytes; what an upload may have. */
export const largestSource = 1024 * 1024;
const longestLine = 5_000;
const deepestIndent = 100;
const mostBrackets = 100;

/**
 * What no honest scenario has and a YAML parser can't take: a megabyte of "- - -" ended a
 * process, one of "[[[" held it for 17 s. Looked for in the plain text, in one pass.
 */
export function findExcess(text: string): Problem | null {
  if (new TextEncoder().encode(text).length > largestSource)
    return { line: 1, column: 1, path: "", reason: "is larger than 1 MB" };
  let open = 0;
  let line = 0;
  for (const each of text.split("\n")) {
    line += 1;
    open += countOf(each, /[[{]/g) - countOf(each, /[\]}]/g);
    const reason = excessOf(each, open);
    if (reason !== null) return { line, column: 1, path: "", reason };
  }
  return null;
}

function excessOf(line: string, open: number): string | null {
  if (line.length > longestLine) return `has more than ${longestLine} characters in one line`;
  if ((/^[\s?:-]*/.exec(line)?.[0].length ?? 0) > deepestIndent) return "is indented too deeply";
  if (line.startsWith("%")) return "begins with %, which is no part of a scenario";
  return open > mostBrackets ? "opens more brackets than it closes" : null;
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
