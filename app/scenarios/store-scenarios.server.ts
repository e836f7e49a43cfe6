import { createHash } from "node:crypto";
import type { Prisma } from "~/generated/prisma/client";
import type { Services } from "~/services.server";
import type { ScenarioFile } from "./load.server";
import type { Scenario } from "./schema";

type Tx = Prisma.TransactionClient;
type Log = Pick<Services, "log">["log"];
type Row = { version: number; origin: string; shippedVersion: number | null; checksum: string };

/**
 * Stores the release's scenarios as versions. Each becomes the current one, unless a trainer
 * has published over it: then it waits to be chosen. A version that was played stays as it is,
 * since sessions are pinned to it: docs/decisions/015-versions-of-scenarios.md.
 */
export async function storeScenarios(
  { db, log }: Pick<Services, "db" | "log">,
  files: ScenarioFile[],
): Promise<void> {
  for (const file of files) await db.$transaction((tx) => storeOne(tx, log, file));
}

async function storeOne(tx: Tx, log: Log, file: ScenarioFile): Promise<void> {
  const { id, version } = file.scenario;
  const { currentVersion } = await tx.scenario.upsert({
    where: { id },
    create: { id, currentVersion: version },
    update: {},
  });
  const rows: Row[] = await tx.scenarioVersion.findMany({
    where: { scenarioId: id },
    select: { version: true, origin: true, shippedVersion: true, checksum: true },
  });
  const number = await keepShipped(tx, log, rows, file);
  const current = rows.find((row) => row.version === currentVersion);
  if (current?.origin === "published") return;
  await tx.scenario.update({ where: { id }, data: { currentVersion: number } });
}

/** The number under which the release's text is stored; ours, where its own is taken. */
async function keepShipped(
  tx: Tx,
  log: Log,
  rows: Row[],
  { scenario, source }: ScenarioFile,
): Promise<number> {
  const { id, version } = scenario;
  const checksum = checksumOf(scenario);
  const shipped = rows.filter(({ origin }) => origin === "shipped");
  const same = shipped.find((row) => row.checksum === checksum);
  if (same) {
    await tx.scenarioVersion.updateMany({
      where: { scenarioId: id, version: same.version, source: null },
      data: { source },
    });
    return same.version;
  }
  const namesake = shipped.find((row) => row.shippedVersion === version);
  if (namesake) {
    await replaceUnplayed(tx, log, { scenario, source }, namesake.version);
    return namesake.version;
  }
  const taken = rows.map((row) => row.version);
  const number = taken.includes(version) ? Math.max(...taken) + 1 : version;
  const definition = { ...scenario, version: number };
  await tx.scenarioVersion.create({
    data: {
      scenarioId: id,
      version: number,
      shippedVersion: version,
      checksum,
      definition,
      source,
    },
  });
  return number;
}

/** Of the scenario as its file says it, its own version number included. */
export function checksumOf(scenario: Scenario): string {
  return createHash("sha256").update(JSON.stringify(scenario)).digest("hex");
}

async function replaceUnplayed(
  tx: Tx,
  log: Log,
  { scenario, source }: ScenarioFile,
  number: number,
): Promise<void> {
  const { id, version } = scenario;
  const { count } = await tx.scenarioVersion.updateMany({
    where: { scenarioId: id, version: number, sessions: { none: {} } },
    data: {
      ...{ checksum: checksumOf(scenario), source },
      definition: { ...scenario, version: number },
    },
  });
  if (count > 0) return;
  log.warn(
    { scenario: id, version },
    "a scenario changed but its version did not, and it has been played: the stored one stays. Raise its version",
  );
}
