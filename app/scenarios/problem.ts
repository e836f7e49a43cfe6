/** What is wrong with a scenario file and where; lines and columns count from 1. */
export type Problem = {
  line: number;
  column: number;
  /** Keys and indices joined by dots; "" for the file as a whole. */
  path: string;
  reason: string;
};

/** What is wrong with a value, before anybody has looked where it stands. */
export type Fault = {
  path: PropertyKey[];
  reason: string;
  /** The fault is the last key of the path itself, not its value. */
  atKey?: boolean;
};

/** Finding a fault's place and a better name takes time by the file's size: more than these help nobody. */
export const mostFaults = 100;

/** One line for a terminal or a log: `robot-voice.yaml:5:13: difficulty: must be …`. */
export function showProblem(fileName: string, { line, column, path, reason }: Problem): string {
  return `${fileName}:${line}:${column}: ${path === "" ? "" : `${path}: `}${reason}`;
}

/** The known name that a misspelt one was probably meant to be: "; did you mean …?", or "". */
export function didYouMean(name: string, known: Iterable<string>): string {
  let best = { name: "", distance: Math.max(1, Math.floor(name.length / 3)) + 1 };
  for (const each of known) {
    const distance = editDistance(name.slice(0, 60), each.slice(0, 60));
    if (distance < best.distance) best = { name: each, distance };
  }
  return best.name === "" ? "" : `; did you mean ${best.name}?`;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
