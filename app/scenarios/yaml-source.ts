import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from "yaml";
import { type Fault, mostFaults, type Problem } from "./problem";
import { findExcess } from "./yaml-limits";

const deepest = 24;
const mostAliases = 50;

/** The text as data, and where everything in it stands. */
export type YamlSource = { data: unknown; place(fault: Fault): Problem };

/** Reads YAML of the core schema: no custom types, no alias bombs, no bottomless nesting. */
export function readYaml(text: string): YamlSource | { problems: Problem[] } {
  const excess = findExcess(text);
  if (excess !== null) return { problems: [excess] };
  const lines = new LineCounter();
  // Its own search for equal keys takes time by the square of their number; ours doesn't.
  const options = { lineCounter: lines, schema: "core", uniqueKeys: false } as const;
  const document = parseDocument(text, options);
  const broken = document.errors.map(({ pos, message, code }) =>
    problemAt(lines, pos[0], "", sayYamlError(code, message)),
  );
  if (broken.length > 0) return { problems: broken.slice(0, 5) };
  const odd = findOddNodes(document, lines);
  if (odd.length > 0) return { problems: odd.slice(0, mostFaults) };
  try {
    const data: unknown = document.toJS({ maxAliasCount: mostAliases });
    if (holdsItself(data)) throw new RangeError("a part of it holds itself");
    return { data, place: (fault) => placeFault(document, lines, fault) };
  } catch {
    const reason = "refers back to its own parts (*name) too often";
    return { problems: [{ line: 1, column: 1, path: "", reason }] };
  }
}

const words: Partial<Record<string, string>> = {
  BAD_INDENT: "isn't indented like the lines that it belongs to",
  MULTILINE_IMPLICIT_KEY:
    "is neither “key: value” nor inside quotes: is a colon or a quote missing above?",
  MISSING_CHAR: "isn't closed: a quote, bracket or colon is missing",
  TAB_AS_INDENT: "is indented by a tab; use spaces",
  BLOCK_AS_IMPLICIT_KEY:
    "has a second “: ” in one line: put the text in quotes, or indent what belongs below",
};

function sayYamlError(code: string, message: string): string {
  const original = (message.split("\n")[0] ?? code).replace(/ at line \d+, column \d+:?$/, "");
  const ours = words[code];
  return ours === undefined ? original : `${ours} (${original})`;
}

function problemAt(lines: LineCounter, offset: number, path: string, reason: string): Problem {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col), path, reason };
}

/** "&a [*a]": whoever goes down into it never comes back. */
function holdsItself(value: unknown, above = new Set<object>(), seen = new Set<object>()): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (above.has(value)) return true;
  if (seen.has(value)) return false;
  seen.add(value);
  above.add(value);
  const found = Object.values(value).some((part) => holdsItself(part, above, seen));
  above.delete(value);
  return found;
}

/** Nesting without end and keys that stand twice. */
function findOddNodes(document: Document, lines: LineCounter): Problem[] {
  const found: Problem[] = [];
  const waiting: { node: unknown; path: PropertyKey[] }[] = [{ node: document.contents, path: [] }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, path } = next;
    if (path.length > deepest) {
      const reason = `is nested more than ${deepest} levels deep`;
      return [problemAt(lines, startOf(node), path.slice(0, 3).map(String).join("."), reason)];
    }
    if (isUnprintable(node))
      found.push(problemAt(lines, startOf(node), path.map(String).join("."), unprintable));
    if (isSeq(node))
      node.items.forEach((item, i) => waiting.push({ node: item, path: [...path, i] }));
    if (!isMap(node)) continue;
    const seen = new Set<string>();
    for (const { key, value } of node.items) {
      const name = keyName(key);
      const at = [...path, name];
      if (isUnprintable(key)) found.push(problemAt(lines, startOf(key), "", unprintable));
      if (seen.has(name))
        found.push(problemAt(lines, startOf(key), at.join("."), "stands here a second time"));
      seen.add(name);
      waiting.push({ node: value, path: at });
    }
  }
  return found;
}

const unprintable = "holds a character that no text has";

/** Escapes such as "\0" can write what neither the database nor a page takes. */
function isUnprintable(node: unknown): boolean {
  if (!isScalar(node) || typeof node.value !== "string") return false;
  return /(?![\t\n\r])\p{Cc}/u.test(node.value) || !node.value.isWellFormed();
}

function keyName(key: unknown): string {
  return isScalar(key) ? String(key.value) : isAlias(key) ? `*${key.source}` : "?";
}

function startOf(node: unknown): number {
  return (node as { range?: [number, number, number] } | null)?.range?.[0] ?? 0;
}

/** The place of the value, or of its nearest ancestor that exists; of the key if that is at fault. */
function placeFault(document: Document, lines: LineCounter, fault: Fault): Problem {
  const { path, reason, atKey = false } = fault;
  const name = path.map(String).join(".");
  for (let length = path.length; length > 0; length--) {
    const part = path.slice(0, length);
    const key = keyOf(document, part);
    if (key !== null && (atKey || length < path.length))
      return problemAt(lines, startOf(key), name, reason);
    const node: unknown = document.getIn(part, true);
    if (node != null) return problemAt(lines, startOf(node), name, reason);
    if (key !== null) return problemAt(lines, startOf(key), name, reason);
  }
  return { line: 1, column: 1, path: name, reason };
}

function keyOf(document: Document, path: PropertyKey[]): unknown {
  const parent: unknown =
    path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return null;
  return parent.items.find(({ key }) => keyName(key) === String(path.at(-1)))?.key ?? null;
}
