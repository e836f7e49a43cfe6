import { isMap, isScalar, isSeq, parseDocument, type Document, type YAMLMap } from "yaml";

/** Writes the number into the text and leaves the rest as its author has set it. */
export function setVersion(source: string, version: number): string {
  const node: unknown = parse(source).get("version", true);
  const range = isScalar(node) ? node.range : undefined;
  return range ? splice(source, range[0], range[1], String(version)) : source;
}

export type Lesson = {
  /** The intent that is meant. */
  intent: string;
  /** The words that mean it. */
  phrase: string;
};

/**
 * Writes a phrase into the scenario's own lexicon, under a concept of its own for this intent,
 * and a rule that makes the intent of it.
 */
export function teach(source: string, { intent, phrase }: Lesson): string {
  const concept = `heard_${intent}`;
  const withRule = hasRule(source, concept) ? source : addRule(source, intent, concept);
  return addPhrase(withRule, concept, JSON.stringify(phrase));
}

function parse(source: string): Document {
  return parseDocument(source, { schema: "core", uniqueKeys: false });
}

function hasRule(source: string, concept: string): boolean {
  const rules: unknown = (parse(source).toJS() as { intents?: unknown }).intents;
  return JSON.stringify(rules ?? []).includes(`"${concept}"`);
}

/** First in the list: rules are tried in their order, and this one is the most precise. */
function addRule(source: string, intent: string, concept: string): string {
  const rule = `{ intent: ${intent}, needs: [${concept}], force: "ask|tell|state" }`;
  const list: unknown = parse(source).get("intents", true);
  const first = isSeq(list) ? startOf(list.items[0]) : null;
  if (isSeq(list) && first !== null && list.flow !== true) {
    const dash = source.lastIndexOf("-", first - 1);
    return splice(source, dash, dash, `- ${rule}\n${indentAt(source, dash)}`);
  }
  if (isSeq(list) && first !== null) return splice(source, first, first, `${rule}, `);
  return addKey(source, "intents", `intents:\n  - ${rule}\n`);
}

function addPhrase(source: string, concept: string, phrase: string): string {
  const lexicon: unknown = parse(source).get("lexicon", true);
  const first = isMap(lexicon) ? startOf(lexicon.items[0]?.key) : null;
  if (!isMap(lexicon) || first === null)
    return addKey(source, "lexicon", `lexicon:\n  ${concept}: [${phrase}]\n`);
  const list: unknown = lexicon.get(concept, true);
  const known = isSeq(list) ? startOf(list.items[0]) : null;
  if (known !== null && isSeq(list)) {
    if (list.flow === true) return splice(source, known, known, `${phrase}, `);
    const dash = source.lastIndexOf("-", known - 1);
    return splice(source, dash, dash, `- ${phrase}\n${indentAt(source, dash)}`);
  }
  const entry = `${concept}: [${phrase}]`;
  const end = lexicon.flow === true ? ", " : `\n${indentAt(source, first)}`;
  return splice(source, first, first, `${entry}${end}`);
}

/** In the place of an empty one, else at the end. */
function addKey(source: string, key: string, text: string): string {
  const pair = (parse(source).contents as YAMLMap).items.find(
    (one) => isScalar(one.key) && one.key.value === key,
  );
  const start = startOf(pair?.key);
  if (start === null) return `${source.replace(/\n*$/, "\n")}${text}`;
  const end = source.indexOf("\n", start);
  return splice(source, start, end < 0 ? source.length : end + 1, text);
}

function startOf(node: unknown): number | null {
  return (node as { range?: [number, number, number] } | null | undefined)?.range?.[0] ?? null;
}

function indentAt(source: string, offset: number): string {
  return " ".repeat(offset - (source.lastIndexOf("\n", offset - 1) + 1));
}

function splice(text: string, from: number, to: number, insert: string): string {
  return text.slice(0, from) + insert + text.slice(to);
}
