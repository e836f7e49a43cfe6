import type { ScoringInput } from "./score";

/** "a, b and c". */
export function listWords(words: string[], joint: "and" | "or" = "and"): string {
  return words.length < 2
    ? words.join("")
    : `${words.slice(0, -1).join(", ")} ${joint} ${words.at(-1) ?? ""}`;
}

/** The trainee's messages that carried one of these signals, by seq. */
export function messagesWith({ state }: ScoringInput, signals: string[]): number[] {
  return state.history
    .filter((entry) =>
      signals.some((id) => (id === "jargon" ? entry.jargon.length > 0 : id in entry.signals)),
    )
    .map(({ seq }) => seq);
}

/** When a step, `tool:<id>`, `fact:<id>` or `action:<id>`, first happened; null if never. */
export function findStep({ state, actions }: ScoringInput, step: string): number | null {
  const [kind, id] = step.split(":");
  if (kind === "fact") return state.revealed.find(({ fact }) => fact === id)?.seq ?? null;
  if (kind === "tool") return actions.find(({ tool }) => tool === id)?.seq ?? null;
  return state.acted.find(({ action }) => action === id)?.seq ?? null;
}

/** Facts that a message got only vaguely and that nobody asked for once more. */
export function vagueAt({ state }: ScoringInput, seq: number): string[] {
  return state.revealed
    .filter((each) => each.seq === seq && each.exactly === null)
    .map(({ fact }) => fact);
}

/** What people call a fact, tool or action of the scenario. */
export function nameOf(input: ScoringInput, kind: string, id: string): string {
  const { scenario } = input;
  if (kind === "fact") return scenario.facts.find((fact) => fact.id === id)?.label ?? id;
  if (kind === "tool") return scenario.tools.find((tool) => tool.id === id)?.label ?? id;
  return worldPhrase(input, id);
}

/** A key of the world in the scenario's words: `mfa_reset` → "MFA was reset". */
export function worldPhrase({ scenario }: Pick<ScoringInput, "scenario">, key: string): string {
  return scenario.worldLabels[key] ?? key.replaceAll("_", " ");
}

/** The beginning of what was said at a seq: "“Which phone …” (message 7)"; else the tool's name. */
export function quoteAt(input: ScoringInput, seq: number): string {
  const tool = input.actions.find((action) => action.seq === seq)?.tool;
  if (tool !== undefined) return `${nameOf(input, "tool", tool)} (step ${seq})`;
  return `${quoteStart(input, seq)} (message ${seq})`;
}

/** In double quotation marks, with single ones inside. */
export function quote(text: string): string {
  return `“${text.replace(/“|"(?=\S)/g, "‘").replace(/”|"/g, "’")}”`;
}

/** Where something happened: "message 7", or "step 9" for a tool. */
export function placeOf({ actions }: ScoringInput, seq: number): string {
  return `${actions.some((action) => action.seq === seq) ? "step" : "message"} ${seq}`;
}

/** The customer's message that told of a change, by seq; null while it hasn't been said. */
export function toldAt({ state, messages }: ScoringInput, key: string): number | null {
  const news = [
    ...state.told,
    ...state.agenda.flatMap(({ tells, text }) => tells.map((each) => ({ key: each, text }))),
  ];
  const texts = news.filter((each) => each.key === key).map(({ text }) => text);
  const since = state.worldChanges.find((change) => change.key === key)?.seq ?? 0;
  const said = messages.filter(({ role, seq }) => role === "customer" && seq > since);
  const exact = said.find(({ text }) => texts.includes(text));
  const reworded = state.told.some((each) => each.key === key) ? said[0] : undefined;
  return (exact ?? reworded)?.seq ?? null;
}

const longestQuote = 60;

/** The beginning of a message in quotation marks, cut between words. */
export function quoteStart({ messages }: ScoringInput, seq: number): string {
  const text = messages.find((message) => message.seq === seq)?.text.replace(/\s+/g, " ") ?? "";
  if (text.length <= longestQuote) return quote(text);
  return quote(`${text.slice(0, longestQuote).replace(/\s\S*$/, "")} …`);
}
