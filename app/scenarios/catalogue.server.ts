import { AppError } from "~/errors";
import type { Prisma } from "~/generated/prisma/client";
import type { Services } from "~/services.server";
import { scenario as scenarioSchema, type Scenario } from "./schema";

type Db = Pick<Services, "db">;

/** The current version of each scenario, easiest first. */
export async function listScenarios({ db }: Db): Promise<Scenario[]> {
  const rows = await db.$queryRaw<{ id: string; version: number; checksum: string }[]>`
    SELECT s.id, v.version, v.checksum FROM scenario s
    JOIN scenario_version v ON v.scenario_id = s.id AND v.version = s.current_version`;
  const scenarios = await Promise.all(rows.map((row) => readVersion(db, row)));
  return scenarios.sort((a, b) => a.difficulty - b.difficulty || a.title.localeCompare(b.title));
}

/** A text is parsed once, wherever it was published: another one has another checksum. */
async function readVersion(
  db: Db["db"],
  { id, version, checksum }: { id: string; version: number; checksum: string },
): Promise<Scenario> {
  const known = versionsOf(db);
  const key = `${id}@${String(version)}:${checksum}`;
  const cached = known.get(key);
  if (cached) return cached;
  const row = await db.scenarioVersion.findUniqueOrThrow({
    where: { scenarioId_version: { scenarioId: id, version } },
  });
  const parsed = scenarioSchema.parse(row.definition);
  if (row.checksum === checksum) known.set(key, parsed);
  return parsed;
}

/** The current version; throws `not_found`. */
export async function getCurrentScenario({ db }: Db, id: string): Promise<Scenario> {
  // PostgreSQL takes no NUL; no scenario's id holds one.
  const row = id.includes("\0") ? null : await db.scenario.findUnique({ where: { id } });
  if (!row) throw new AppError("not_found", "There is no such scenario.");
  return getScenario({ db }, id, row.currentVersion);
}

/**
 * The version that a session is pinned to. Who holds a transaction reads through it: waiting
 * there for a second connection would let ten of them, the whole pool, wait for ever.
 */
export async function getScenario(
  { db }: Db,
  id: string,
  version: number,
  reader: Pick<Prisma.TransactionClient, "scenarioVersion"> = db,
): Promise<Scenario> {
  const known = versionsOf(db);
  const key = `${id}@${String(version)}`;
  const cached = known.get(key);
  if (cached) return cached;
  const row = await reader.scenarioVersion.findUniqueOrThrow({
    where: { scenarioId_version: { scenarioId: id, version } },
    include: { _count: { select: { sessions: true } } },
  });
  const parsed = scenarioSchema.parse(row.definition);
  // Neither a published nor a played version ever changes again, so they may be kept.
  if (row.origin === "published" || row._count.sessions > 0) known.set(key, parsed);
  return parsed;
}

const parsedVersions = new WeakMap<object, Map<string, Scenario>>();

/** Parsing takes milliseconds and played versions are immutable: kept by database. */
function versionsOf(db: object): Map<string, Scenario> {
  const known = parsedVersions.get(db) ?? new Map<string, Scenario>();
  parsedVersions.set(db, known);
  return known;
}
