import type { Viewer } from "~/accounts/user";
import { AppError } from "~/errors";
import { Prisma } from "~/generated/prisma/client";
import type { Scenario } from "~/scenarios/schema";
import { checksumOf } from "~/scenarios/store-scenarios.server";
import type { Services } from "~/services.server";
import { checkSource } from "./check-source.server";
import { getDraft } from "./drafts.server";
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
  if (done) return done;
  const draft = await getDraft(services, viewer, id);
  const { scenario, problems } = await checkSource(draft.source);
  if (scenario === null || problems.length > 0) {
    throw new AppError("invalid_input", "It can't be published while something is wrong with it.");
  }
  try {
    return await services.db.$transaction((tx) =>
      insertVersion(tx, { scenario, source: draft.source, draftId: id, by: viewer.id }),
    );
  } catch (error) {
    const first = isTaken(error) ? await findPublished(services, id) : null;
    if (first) return first;
    throw error;
  }
}

async function findPublished({ db }: Services, draftId: string): Promise<Published | null> {
  if (!/^[0-9a-f-]{36}$/.test(draftId)) return null;
  return db.scenarioVersion.findUnique({
    where: { draftId },
    select: { scenarioId: true, version: true },
  });
}

type Made = { scenario: Scenario; source: string; draftId: string; by: string };

async function insertVersion(
  tx: Prisma.TransactionClient,
  { scenario, source, draftId, by }: Made,
): Promise<Published> {
  const { id } = scenario;
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
      ...{ source: setVersion(source, version), origin: "published", draftId, publishedBy: by },
    },
  });
  await tx.scenario.update({ where: { id }, data: { currentVersion: version } });
  await tx.scenarioDraft.deleteMany({ where: { id: draftId } });
  return { scenarioId: id, version };
}

function isTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
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
