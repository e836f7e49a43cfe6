import { createHash } from "node:crypto";
import { AppError } from "~/errors";
import type { Prisma } from "~/generated/prisma/client";
import type { Services } from "~/services.server";
import { scenario as scenarioSchema, type Scenario } from "./schema";

type Db = Pick<Services, "db">;

/**
 * Stores scenarios as versions and makes each the current one. A version that was
 * stored before stays as it is, since sessions may be pinned to it: a changed
 * scenario under an old version number is refused with a warning.
 */
export async function storeScenarios(
  { db, log }: Pick<Services, "db" | "log">,
  scenarios: Scenario[],
): Promise<void> {
  for (const one of scenarios) {
    const checksum = createHash("sha256").update(JSON.stringify(one)).digest("hex");
    const key = { scenarioId: one.id, version: one.version };
    await db.scenario.upsert({
      where: { id: one.id },
      create: { id: one.id, currentVersion: one.version },
      update: { currentVersion: one.version },
    });
    const stored = await db.scenarioVersion.upsert({
      where: { scenarioId_version: key },
      create: { ...key, checksum, definition: one },
      update: {},
    });
    if (stored.checksum !== checksum) await replaceUnplayed({ db, log }, one, checksum);
  }
}

async function replaceUnplayed(
  { db, log }: Pick<Services, "db" | "log">,
  one: Scenario,
  checksum: string,
): Promise<void> {
  const { count } = await db.scenarioVersion.updateMany({
    where: { scenarioId: one.id, version: one.version, sessions: { none: {} } },
    data: { checksum, definition: one },
  });
  if (count > 0) return;
  log.warn(
    { scenario: one.id, version: one.version },
    "a scenario changed but its version did not, and it has been played: the stored one stays. Raise its version",
  );
}

/** The current version of each scenario, easiest first. */
export async function listScenarios({ db }: Db): Promise<Scenario[]> {
  const rows = await db.$queryRaw<{ definition: unknown }[]>`
    SELECT v.definition FROM scenario s
    JOIN scenario_version v ON v.scenario_id = s.id AND v.version = s.current_version`;
  return rows
    .map((row) => scenarioSchema.parse(row.definition))
    .sort((a, b) => a.difficulty - b.difficulty || a.title.localeCompare(b.title));
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
  // A played version never changes again, so it may be kept.
  if (row._count.sessions > 0) known.set(key, parsed);
  return parsed;
}

const parsedVersions = new WeakMap<object, Map<string, Scenario>>();

/** Parsing takes milliseconds and played versions are immutable: kept by database. */
function versionsOf(db: object): Map<string, Scenario> {
  const known = parsedVersions.get(db) ?? new Map<string, Scenario>();
  parsedVersions.set(db, known);
  return known;
}
