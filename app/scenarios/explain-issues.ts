import type { z } from "zod";
import { didYouMean, type Fault } from "./problem";

type Issue = z.core.$ZodIssue;
/** What the file says at a path. */
type ValueAt = (path: PropertyKey[]) => unknown;

/** The schema's complaints in an author's words, each at the key or value that it is about. */
export function explainIssues(issues: readonly Issue[], data: unknown): Fault[] {
  return issues.flatMap((issue) => explain(issue, (path) => valueAt(data, path)));
}

function explain(issue: Issue, valueOf: ValueAt): Fault[] {
  const { path } = issue;
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        path: [...path, key],
        reason: "is no key that belongs here",
        atKey: true,
      }));
    case "invalid_key": {
      const reason = issue.issues[0]?.message ?? issue.message;
      return [{ path, reason: `isn't a good name: it ${reason}`, atKey: true }];
    }
    case "invalid_union":
      return explainUnion(issue, valueOf);
    case "invalid_type":
      return [{ path, reason: sayType(issue.expected, valueOf(path)) }];
    case "invalid_value":
      return [{ path, reason: sayChoice(issue.values.map(String), valueOf(path)) }];
    case "too_small":
      return [
        {
          path,
          reason: saySize(
            issue.inclusive === false ? "more than" : "at least",
            Number(issue.minimum),
            issue.origin,
          ),
        },
      ];
    case "too_big":
      return [{ path, reason: saySize("at most", Number(issue.maximum), issue.origin) }];
    default:
      return [{ path, reason: issue.message }];
  }
}

function explainUnion(issue: Extract<Issue, { code: "invalid_union" }>, valueOf: ValueAt): Fault[] {
  const { path, errors } = issue;
  if ("discriminator" in issue) {
    const options = (issue as { options?: unknown[] }).options ?? [];
    return [{ path, reason: sayChoice(options.map(String), valueOf(path)) }];
  }
  // The variant that the author was writing is the one whose outermost type fits.
  const meant = errors.find(
    (branch) => !branch.some((one) => one.path.length === 0 && isShape(one)),
  );
  if (meant !== undefined)
    return meant.flatMap((one) => explain({ ...one, path: [...path, ...one.path] }, valueOf));
  const shapes = errors.flatMap((branch) =>
    branch.flatMap((one) => (one.code === "invalid_type" ? typeWords(one.expected) : [])),
  );
  const wanted = [...new Set(shapes)].join(" or ");
  return [{ path, reason: `must be ${wanted}, not ${show(valueOf(path))}` }];
}

function isShape(issue: Issue): boolean {
  return issue.code === "invalid_type" || issue.code === "invalid_value";
}

function typeWords(expected: string): string {
  const names: Record<string, string> = {
    array: "a list",
    object: "a group of “key: value” lines",
    record: "a group of “key: value” lines",
    string: "a text",
    number: "a number",
    int: "a whole number",
    boolean: "true or false",
  };
  return names[expected] ?? expected;
}

function sayType(expected: string, value: unknown): string {
  if (value === undefined) return "is missing";
  if (value === null) return `is empty; it must be ${typeWords(expected)}`;
  const hint = expected === "string" && typeof value !== "object" ? "; put it in quotes" : "";
  return `must be ${typeWords(expected)}, not ${show(value)}${hint}`;
}

function sayChoice(known: string[], value: unknown): string {
  if (value === undefined) return "is missing";
  const guess = typeof value === "string" ? didYouMean(value, known) : "";
  return `must be one of ${known.join(", ")}, not ${show(value)}${guess}`;
}

function saySize(bound: string, size: number, origin: string): string {
  const short: Record<string, string> = {
    array: size === 1 ? "entry" : "entries",
    string: size === 1 ? "character" : "characters",
  };
  const unit = short[origin];
  return unit === undefined ? `must be ${bound} ${size}` : `must have ${bound} ${size} ${unit}`;
}

function show(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a group of “key: value” lines";
  if (typeof value === "string") return `the text “${value.slice(0, 40)}”`;
  return JSON.stringify(value);
}

function valueAt(data: unknown, path: PropertyKey[]): unknown {
  let value = data;
  for (const key of path) {
    if (value === null || typeof value !== "object") return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
