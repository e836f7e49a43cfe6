import type { ScoringInput } from "./score";

/** "a, b and c". */
export function listWords(words: string[]): string {
  return words.length < 2
    ? words.join("")
    : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
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

/** What people call a fact, tool or action of the scenario. */
export function nameOf({ scenario }: ScoringInput, kind: string, id: string): string {
  if (kind === "fact") return scenario.facts.find((fact) => fact.id === id)?.label ?? id;
  if (kind === "tool") return scenario.tools.find((tool) => tool.id === id)?.label ?? id;
  return worldPhrase(id);
}

/** A key of the world in words: `phone_enrolled` → "phone enrolled". */
export function worldPhrase(key: string): string {
  return key.replaceAll("_", " ").replace(/\bmfa\b/, "MFA");
}

/** The beginning of what was said at a seq: "“Which phone …” (message 7)". */
export function quoteAt({ messages, actions, scenario }: ScoringInput, seq: number): string {
  const text = messages.find((message) => message.seq === seq)?.text;
  if (text !== undefined) {
    const short = text.length > 60 ? `${text.slice(0, 57).trimEnd()}…` : text;
    return `“${short}” (message ${seq})`;
  }
  const tool = actions.find((action) => action.seq === seq)?.tool;
  return tool === undefined
    ? `Step ${seq}`
    : (scenario.tools.find(({ id }) => id === tool)?.label ?? tool);
}
