import type { DueEffect, Prisma } from "~/generated/prisma/client";
import { dueAction, type EffectRow } from "../due-effects";
import type { CustomerState, PlannedLine } from "../state";

/** A line that is planned and not said yet, as its row has it. */
export type UnsaidLine = {
  text: string;
  wordUntil?: number | undefined;
  worded?: string | undefined;
};

/** Until when a row that is due waits for its words; null if it may be carried out. */
export function waitsUntil({ kind, payload }: DueEffect, now: Date): Date | null {
  if (kind !== "say") return null;
  const line = dueAction.parse(payload);
  if (line.kind !== "say" || line.wordUntil === undefined || line.worded !== undefined) return null;
  return line.wordUntil > now.getTime() ? new Date(line.wordUntil) : null;
}

export async function listUnsaid(
  tx: Prisma.TransactionClient,
  sessionId: string,
): Promise<UnsaidLine[]> {
  const rows = await tx.dueEffect.findMany({ where: { sessionId, kind: "say" } });
  return rows.flatMap(({ payload }) => {
    const line = dueAction.parse(payload);
    return line.kind === "say" ? [line] : [];
  });
}

/**
 * A line that fell due but still waits for its words has not been said: the engine, which
 * goes by the clock, is told so, and reconsiders it.
 */
export function holdBack(state: CustomerState, unsaid: UnsaidLine[], at: number): CustomerState {
  const waiting = new Set(unsaid.map(({ text }) => text));
  const isLate = (line: PlannedLine): boolean => line.dueAt <= at && waiting.has(line.text);
  if (!state.agenda.some(isLate)) return state;
  const agenda = state.agenda.map((line) => (isLate(line) ? { ...line, dueAt: at + 1 } : line));
  // Who is leaving goes when the last line has been said, as the engine has it.
  const departsAt = state.departsAt === null ? null : Math.max(state.departsAt, at + 201);
  return { ...state, agenda, departsAt };
}

/** Too short for other words to be better: "OK." */
const worthRewording = 12;

/**
 * Rows and the lines among them that want words now. What was reworded before, or is being
 * reworded, stays so when the reply is planned anew.
 */
export function askForWords(
  rows: EffectRow[],
  planned: readonly PlannedLine[],
  { unsaid, wordUntil }: { unsaid: UnsaidLine[]; wordUntil: number },
): { rows: EffectRow[]; lines: PlannedLine[] } {
  const before = new Map(unsaid.map((line) => [line.text, line]));
  const lines: PlannedLine[] = [];
  const asked = rows.map((row): EffectRow => {
    const { payload } = row;
    if (payload.kind !== "say" || payload.text.length < worthRewording) return row;
    const old = before.get(payload.text);
    const kept = old && { wordUntil: old.wordUntil, worded: old.worded };
    if (kept?.wordUntil !== undefined) return { ...row, payload: { ...payload, ...kept } };
    const line = planned.find(({ text }) => text === payload.text);
    if (line === undefined) return row;
    lines.push(line);
    return { ...row, payload: { ...payload, wordUntil } };
  });
  return { rows: asked, lines };
}

/** What was said in other words is remembered as it was said: the debrief looks for it. */
export function rememberAsSaid(state: CustomerState, text: string, said: string): CustomerState {
  const change = <T extends { text: string }>(each: T): T =>
    each.text === text ? { ...each, text: said } : each;
  return { ...state, agenda: state.agenda.map(change), told: state.told.map(change) };
}
