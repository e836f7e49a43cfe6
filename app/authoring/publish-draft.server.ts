import type { Viewer } from "~/accounts/user";
import { AppError } from "~/errors";
import type { Prisma } from "~/generated/prisma/client";
import type { Scenario } from "~/scenarios/schema";
import { checksumOf } from "~/scenarios/store-scenarios.server";
import type { Services } from "~/services.server";
import { checkSource } from "./check-source.server";
import {
  type Draft,
  getDraft,
  isDraftId,
  saveDraft,
  savedElsewhere,
  toLines,
} from "./drafts.server";
import { requireTrainer } from "./require-trainer";
import { setVersion } from "./teach-yaml";

export type Published = { scenarioId: string; version: number };

/**
 * Makes the draft's text the scenario's newest version, which the library shows from then on, in
 * every process. The number is the next free one, whatever the text says. A repeat gives what the
 * first has made. Throws `invalid_input` while anything is wrong with the text.
 */
export async function publishDraft(
  services: Services,
  viewer: Viewer,
  id: string,
): Promise<Published> {
  requireTrainer(viewer);
  const done = await findPublished(services, id);
  return done?.published ?? publish(services, viewer, await getDraft(services, viewer, id));
}

export type EditedDraft = { id: string; revision: number; source: string };

/**
 * Saves the text and publishes it. The same form again gives what the first has made; one with
 * another text, whose draft has been published meanwhile, is refused with `not_found`.
 */
export async function saveAndPublish(
  services: Services,
  viewer: Viewer,
  edited: EditedDraft,
): Promise<Published> {
  requireTrainer(viewer);
  const done = await findPublished(services, edited.id);
  if (done === null) return publish(services, viewer, await saveDraft(services, viewer, edited));
  const { published, source } = done;
  if (source === setVersion(toLines(edited.source), published.version)) return published;
  throw new AppError("not_found", publishedWithout);
}

const publishedWithout =
  "This draft has been published meanwhile, without what you have changed. Copy your text, open a new draft of the scenario and put the two together.";

async function publish(services: Services, viewer: Viewer, draft: Draft): Promise<Published> {
  const { scenario, problems } = await checkSource(draft.source);
  if (scenario === null || problems.length > 0) {
    throw new AppError("invalid_input", "It can't be published while something is wrong with it.");
  }
  try {
    return await services.db.$transaction((tx) =>
      insertVersion(tx, { scenario, draft, by: viewer.id }),
    );
  } catch (error) {
    const first = error instanceof AppError ? await findPublished(services, draft.id) : null;
    if (first) return first.published;
    throw error;
  }
}

type Made = { published: Published; source: string | null };

async function findPublished({ db }: Services, draftId: string): Promise<Made | null> {
  if (!isDraftId(draftId)) return null;
  const row = await db.scenarioVersion.findUnique({ where: { draftId } });
  if (!row) return null;
  const { scenarioId, version, source } = row;
  return { published: { scenarioId, version }, source };
}

type Publication = { scenario: Scenario; draft: Draft; by: string };

async function insertVersion(
  tx: Prisma.TransactionClient,
  { scenario, draft, by }: Publication,
): Promise<Published> {
  const { id } = scenario;
  // Whoever saves it at this moment comes first, and what they saved isn't lost, or waits.
  const { count } = await tx.scenarioDraft.deleteMany({
    where: { id: draft.id, revision: draft.revision },
  });
  if (count === 0) throw new AppError("invalid_input", savedElsewhere);
  // Whoever publishes the same scenario at the same time waits here.
  await tx.$executeRaw`
    INSERT INTO scenario (id, current_version) VALUES (${id}, 1) ON CONFLICT (id) DO NOTHING`;
  await tx.$queryRaw`SELECT id FROM scenario WHERE id = ${id} FOR UPDATE`;
  const { _max } = await tx.scenarioVersion.aggregate({
    where: { scenarioId: id },
    _max: { version: true },
  });
  const version = (_max.version ?? 0) + 1;
  const definition = { ...scenario, version };
  await tx.scenarioVersion.create({
    data: {
      ...{ scenarioId: id, version, definition, checksum: checksumOf(definition) },
      ...{ source: setVersion(draft.source, version), origin: "published" },
      ...{ draftId: draft.id, publishedBy: by },
    },
  });
  await tx.scenario.update({ where: { id }, data: { currentVersion: version } });
  return { scenarioId: id, version };
}

/** Puts another of its versions into the library; running sessions stay with theirs. */
export async function chooseVersion(
  { db }: Services,
  viewer: Viewer,
  { scenarioId, version }: Published,
): Promise<void> {
  requireTrainer(viewer);
  const known = await db.scenarioVersion.count({ where: { scenarioId, version } });
  if (known === 0) throw new AppError("not_found", "There is no such version.");
  await db.scenario.update({ where: { id: scenarioId }, data: { currentVersion: version } });
}
