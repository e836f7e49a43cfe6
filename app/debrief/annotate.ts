import { adviseMessage, adviseTool, isIdle, lateness } from "./advice";
import type { CustomerState, HistoryEntry } from "~/customer/state";
import type { Debrief } from "./debrief";
import { nameOf, vagueAt, worldPhrase } from "./evidence";
import type { ScoringInput } from "./score";

type Annotation = Debrief["annotations"][number];

/** Each message and tool use of the trainee's with what it unlocked, missed or broke. */
export function annotate(input: ScoringInput): Annotation[] {
  const { state } = input;
  const notes = [
    ...state.history.map((entry) => annotateMessage(input, entry)),
    ...state.toolUses.map((use) => annotateTool(input, use)),
  ];
  return notes
    .filter(({ unlocked, missed, broke }) => unlocked.length + missed.length + broke.length > 0)
    .sort((a, b) => a.seq - b.seq);
}

/** Advice is for what was missed or broken only. */
function withAdvice(note: Omit<Annotation, "better">, advise: () => string[]): Annotation {
  return { ...note, better: note.missed.length + note.broke.length > 0 ? advise() : [] };
}

const refusals: Record<string, string> = {
  denied: "Asked in general and denied; ask about the thing itself",
  deflected: "Not told yet; something had to be said first",
  dodged: "Dodged; ask again in another way",
  deferred: "Too many questions at once; this one was left open",
  jargon: "Not understood; plainer words needed",
};

function annotateMessage(input: ScoringInput, entry: HistoryEntry): Annotation {
  const { seq } = entry;
  const unlocked = [
    ...entry.revealed.map((fact) => nameOf(input, "fact", fact)),
    ...exactAt(input, seq).map((fact) => `Exactly: ${nameOf(input, "fact", fact)}`),
    ...changesAt(input, seq, entry.revealed),
    ...cheersAt(input, seq),
  ];
  const broke = [...entry.critical.map((id) => criticalLabel(input, id)), ...hurtsAt(input, seq)];
  const idle = unlocked.length + broke.length === 0 && isIdle(entry);
  const missed = [
    ...Object.values(entry.refused).map((how) => refusals[how] ?? how),
    ...vagueAt(input, seq).map(() => "Told only vaguely; asked once more, the customer thinks"),
    ...(entry.matched ? [] : [unmatchedNote(entry)]),
    ...(idle ? ["It asked nothing and moved nothing on"] : []),
    ...lateness(input, entry),
  ];
  return withAdvice({ seq, unlocked, missed, broke }, () => adviseMessage(input, entry, idle));
}

function exactAt({ state }: ScoringInput, seq: number): string[] {
  return state.revealed.filter((each) => each.exactly === seq).map(({ fact }) => fact);
}

function unmatchedNote({ intents }: HistoryEntry): string {
  return intents.includes("tell_other")
    ? "A step that changes nothing here"
    : "Not understood; it cost nothing";
}

function annotateTool(input: ScoringInput, use: CustomerState["toolUses"][number]): Annotation {
  const note = {
    seq: use.seq,
    unlocked: changesAt(input, use.seq, []),
    missed: [],
    broke: [
      ...use.critical.map((id) => criticalLabel(input, id)),
      ...(isDetour(input, use.tool) ? [detour] : hurtsAt(input, use.seq)),
    ],
  };
  return withAdvice(note, () => adviseTool(input, use));
}

const detour = "A detour that cost time and goodwill";

function isDetour({ scenario }: ScoringInput, tool: string): boolean {
  return scenario.rubric.some((each) => each.kind === "avoid" && each.tools.includes(tool));
}

function changesAt(input: ScoringInput, seq: number, revealed: string[]): string[] {
  const { state, scenario } = input;
  const byFact = new Set(
    scenario.facts
      .filter(({ id }) => revealed.includes(id))
      .flatMap(({ sets }) => Object.keys(sets)),
  );
  return state.worldChanges
    .filter((change) => change.seq === seq && change.value === true && !byFact.has(change.key))
    .map(({ key }) => capital(worldPhrase(input, key)));
}

const cheers: Record<string, string> = {
  empathy: "Felt understood",
  next_step: "Knew what comes next",
};
const hurts: Record<string, string> = {
  repeat: "Asked the same again",
  jargon: "Words that the customer doesn't know",
  blame: "Felt blamed",
  circles: "Going round in circles",
  asked_secret: "Lost trust over the question for a secret",
};

function cheersAt(input: ScoringInput, seq: number): string[] {
  return reasonsAt(input, seq).flatMap((reason) => cheers[reason] ?? []);
}

function hurtsAt(input: ScoringInput, seq: number): string[] {
  return reasonsAt(input, seq).flatMap((reason) => {
    if (hurts[reason] !== undefined) return [hurts[reason]];
    return reason.startsWith("tool_") || reason === "restart_laptop" ? [detour] : [];
  });
}

function reasonsAt({ state }: ScoringInput, seq: number): string[] {
  return state.moods.filter((each) => each.seq === seq).flatMap(({ reasons }) => reasons);
}

function criticalLabel({ scenario }: ScoringInput, id: string): string {
  return (
    scenario.critical.find((each) => each.id === id)?.label ?? "Asked for a password or a code"
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
