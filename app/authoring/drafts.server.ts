import { randomUUID } from "node:crypto";
import { stringify } from "yaml";
import type { Viewer } from "~/accounts/user";
import { AppError } from "~/errors";
import type { Services } from "~/services.server";
import { largestSource } from "~/scenarios/yaml-limits";
import { checkSource } from "./check-source.server";
import { requireTrainer } from "./require-trainer";

export type Draft = {
  id: string;
  /** What its text says; null where that can't be read. */
  scenarioId: string | null;
  title: string | null;
  source: string;
  problems: number;
  revision: number;
};

/** What is no id is no draft's, and nothing that PostgreSQL could be asked for. */
export function isDraftId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

/** Throws `forbidden` and `not_found`. */
export async function getDraft({ db }: Services, viewer: Viewer, id: string): Promise<Draft> {
  requireTrainer(viewer);
  const row = isDraftId(id) ? await db.scenarioDraft.findUnique({ where: { id } }) : null;
  if (!row) throw new AppError("not_found", "There is no such draft.");
  return row;
}

/** Keeps a text, right or wrong; gives the draft's id. Throws `forbidden`, `too_many_requests` and `invalid_input`. */
export async function createDraft(
  services: Services,
  viewer: Viewer,
  source: string,
): Promise<string> {
  requireTrainer(viewer);
  await services.limits.spend("upload", viewer.id);
  const id = randomUUID();
  await services.db.scenarioDraft.create({ data: { id, ...(await describe(services, source)) } });
  return id;
}

/** Throws `too_many_requests`, and `invalid_input` when the draft has been saved by somebody else since `revision`. */
export async function saveDraft(
  services: Services,
  viewer: Viewer,
  { id, revision, source }: { id: string; revision: number; source: string },
): Promise<Draft> {
  const before = await getDraft(services, viewer, id);
  if (before.source === toLines(source)) return before;
  await services.limits.spend("upload", viewer.id);
  const { count } = await services.db.scenarioDraft.updateMany({
    where: { id, revision },
    data: { ...(await describe(services, source)), revision: revision + 1 },
  });
  if (count === 0) throw new AppError("invalid_input", savedElsewhere);
  return getDraft(services, viewer, id);
}

export const savedElsewhere =
  "Somebody has saved this draft since you opened it. Copy your text, open the draft again and put the two together.";

export async function deleteDraft(services: Services, viewer: Viewer, id: string): Promise<void> {
  const draft = await getDraft(services, viewer, id);
  await services.db.scenarioDraft.deleteMany({ where: { id: draft.id } });
}

/** The draft that there is of a scenario, else a new one from this version or the current one. */
export async function openDraft(
  services: Services,
  viewer: Viewer,
  { scenarioId, version }: { scenarioId: string; version?: number | undefined },
): Promise<string> {
  requireTrainer(viewer);
  const { db } = services;
  const open = await db.scenarioDraft.findFirst({
    where: { scenarioId },
    orderBy: { updatedAt: "desc" },
  });
  if (open && version === undefined) return open.id;
  return createDraft(services, viewer, await getSource(services, scenarioId, version));
}

/** A version's text as it was written; throws `not_found`. */
export async function getSource(
  { db }: Pick<Services, "db">,
  scenarioId: string,
  version?: number,
): Promise<string> {
  const missing = (): AppError => new AppError("not_found", "There is no such scenario.");
  if (scenarioId.includes("\0")) throw missing();
  const scenario = await db.scenario.findUnique({ where: { id: scenarioId } });
  const row = await db.scenarioVersion.findUnique({
    where: {
      scenarioId_version: { scenarioId, version: version ?? scenario?.currentVersion ?? 0 },
    },
  });
  if (!row) throw missing();
  return row.source ?? stringify(row.definition, { lineWidth: 0 });
}

async function describe(
  { clock }: Services,
  text: string,
): Promise<Omit<Draft, "id" | "revision"> & { updatedAt: Date }> {
  const source = toLines(text);
  requireText(source);
  const { scenario, problems } = await checkSource(source);
  return {
    scenarioId: scenario?.id ?? null,
    title: scenario?.title ?? null,
    source,
    problems: problems.length,
    updatedAt: clock.now(),
  };
}

/** Forms send line ends as CR LF. */
export function toLines(text: string): string {
  return text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
}

/** What no database keeps and no scenario is. */
function requireText(source: string): void {
  if (source.trim() === "") throw new AppError("invalid_input", "There is no text in it.");
  if (source.includes("\0") || !source.isWellFormed())
    throw new AppError(
      "invalid_input",
      "This is no text file: it holds characters that no text has.",
    );
  if (Buffer.byteLength(source) > largestSource)
    throw new AppError("body_too_large", "A scenario has 1 MB at most.");
}
