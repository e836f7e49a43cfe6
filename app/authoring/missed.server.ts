import type { Viewer } from "~/accounts/user";
import { understand } from "~/customer/understanding/understand";
import { normalise } from "~/customer/understanding/words";
import { AppError } from "~/errors";
import { readScenario } from "~/scenarios/parse";
import { knobsAt } from "~/scenarios/persona";
import type { Scenario } from "~/scenarios/schema";
import type { Services } from "~/services.server";
import { checkSource } from "./check-source.server";
import { createDraft, getSource, saveDraft } from "./drafts.server";
import { requireTrainer } from "./require-trainer";
import { teach } from "./teach-yaml";

/** What was said in the same words, however often. */
export type Missed = {
  /** Of the newest of them. */
  id: string;
  scenarioId: string;
  sessionId: string;
  seq: number;
  text: string;
  count: number;
  lastAt: string;
};

const mostShown = 50;

/** What no rule understood and no author has looked at, the most frequent first. */
export async function listMissed({ db }: Services, viewer: Viewer): Promise<Missed[]> {
  requireTrainer(viewer);
  const rows = await db.$queryRaw<(Omit<Missed, "lastAt"> & { lastAt: Date })[]>`
    SELECT newest.id::text AS id,
      newest.scenario_id AS "scenarioId", newest.session_id::text AS "sessionId", newest.seq,
      newest.text, same.count, newest.created_at AS "lastAt"
    FROM (
      SELECT max(id) AS id, count(*)::int AS count FROM missed_utterance
      WHERE handled IS NULL GROUP BY scenario_id, lower(text)
    ) same JOIN missed_utterance newest ON newest.id = same.id
    ORDER BY same.count DESC, newest.id DESC LIMIT ${mostShown}`;
  return rows.map((row) => ({ ...row, lastAt: row.lastAt.toISOString() }));
}

export async function countMissed({ db }: Services): Promise<number> {
  return db.missedUtterance.count({ where: { handled: null } });
}

type Row = { id: bigint; scenarioId: string; text: string };

async function findMissed({ db }: Services, viewer: Viewer, id: string): Promise<Row> {
  requireTrainer(viewer);
  const row = /^\d{1,18}$/.test(id)
    ? await db.missedUtterance.findUnique({ where: { id: BigInt(id) } })
    : null;
  if (!row) throw new AppError("not_found", "There is no such line.");
  return row;
}

/** It needs no understanding: it and all like it leave the inbox. */
export async function ignoreMissed(services: Services, viewer: Viewer, id: string): Promise<void> {
  await settle(services, await findMissed(services, viewer, id), "ignored");
}

async function settle({ db, clock }: Services, row: Row, handled: "added" | "ignored") {
  await db.$executeRaw`
    UPDATE missed_utterance SET handled = ${handled}, handled_at = ${clock.now()}
    WHERE handled IS NULL AND scenario_id = ${row.scenarioId} AND lower(text) = lower(${row.text}::text)`;
}

/**
 * Writes the words into the scenario's own lexicon, in its draft or in a new one of its current
 * version; gives the draft's id. Throws `invalid_input` when the line would still not be
 * understood so.
 */
export async function addToLexicon(
  services: Services,
  viewer: Viewer,
  { id, intent, phrase }: { id: string; intent: string; phrase: string },
): Promise<string> {
  const row = await findMissed(services, viewer, id);
  const words = normalise(phrase)
    .replace(/[^\p{L}\p{N}' -]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  if (words === "") throw new AppError("invalid_input", "Say which words mean it.");
  const open = await services.db.scenarioDraft.findFirst({
    where: { scenarioId: row.scenarioId },
    orderBy: { updatedAt: "desc" },
  });
  const source = open?.source ?? (await getSource(services, row.scenarioId));
  const { scenario } = await checkSource(source);
  if (scenario === null)
    throw new AppError("invalid_input", "Its draft can't be read; mend it first.");
  if (!meanings(scenario).some((each) => each.intent === intent))
    throw new AppError("invalid_input", "Choose what it meant.");
  const taught = teach(source, { intent, phrase: words });
  requireUnderstood(taught, row.text, intent);
  const draftId = open
    ? (await saveDraft(services, viewer, { ...open, source: taught })).id
    : await createDraft(services, viewer, taught);
  await settle(services, row, "added");
  return draftId;
}

function requireUnderstood(source: string, text: string, intent: string): void {
  const read = readScenario(source);
  if (!("scenario" in read))
    throw new AppError("invalid_input", "The words can't be written down.");
  const { scenario } = read;
  const { literacy } = knobsAt(scenario.customer, scenario.difficulty);
  if (understand(text, scenario, literacy).content.includes(intent)) return;
  throw new AppError(
    "invalid_input",
    "With these words the line would still not be understood. Choose words that stand side by side in one part of the sentence.",
  );
}

/** What an author may say that a line meant: a fact that it asks for, or what it tells to do. */
export function meanings(scenario: Scenario): { intent: string; label: string }[] {
  const { facts, actions, checks, answers } = scenario;
  const named = [
    ...facts.map((fact) => ({
      intent: fact.askedBy[0]?.intents[0] ?? "",
      label: `Asks for: ${fact.label}`,
    })),
    ...actions.map(({ id, on }) => ({ intent: on[0] ?? "", label: `Tells to: ${wordsOf(id)}` })),
    ...checks.map(({ id, on }) => ({
      intent: on[0] ?? "",
      label: `Asks to check: ${wordsOf(id)}`,
    })),
    ...answers.map(({ id, on }) => ({ intent: on[0] ?? "", label: `Asks about: ${wordsOf(id)}` })),
  ];
  return named.filter(({ intent }, i) => named.findIndex((one) => one.intent === intent) === i);
}

function wordsOf(id: string): string {
  return id.replaceAll("_", " ");
}
