import type { Viewer } from "~/accounts/user";
import { AppError } from "~/errors";
import type { Services } from "~/services.server";
import { listScenarios } from "~/scenarios/catalogue.server";
import { countMissed } from "./missed.server";
import { requireTrainer } from "./require-trainer";

export type DraftItem = {
  id: string;
  scenarioId: string | null;
  title: string | null;
  problems: number;
  updatedAt: string;
};

export type AuthoredItem = {
  id: string;
  title: string;
  /** In the library. */
  version: number;
  versions: number;
  /** A version that came with a release and waits behind a trainer's. */
  waiting: number | null;
};

export type Authored = { scenarios: AuthoredItem[]; drafts: DraftItem[]; missed: number };

/** All scenarios with their state, and the drafts. Throws `forbidden`. */
export async function listAuthored(services: Services, viewer: Viewer): Promise<Authored> {
  requireTrainer(viewer);
  const { db } = services;
  const [scenarios, rows, drafts, missed] = await Promise.all([
    listScenarios(services),
    db.scenarioVersion.findMany({ select: { scenarioId: true, version: true, origin: true } }),
    db.scenarioDraft.findMany({ orderBy: { updatedAt: "desc" }, take: 100 }),
    countMissed(services),
  ]);
  return {
    scenarios: scenarios.map(({ id, title, version }) => {
      const own = rows.filter((row) => row.scenarioId === id);
      const newer = own.find((row) => row.origin === "shipped" && row.version > version);
      return { id, title, version, versions: own.length, waiting: newer?.version ?? null };
    }),
    drafts: drafts.map(({ id, scenarioId, title, problems, updatedAt }) => ({
      ...{ id, scenarioId, title, problems },
      updatedAt: updatedAt.toISOString(),
    })),
    missed,
  };
}

export type VersionItem = {
  version: number;
  origin: "shipped" | "published";
  current: boolean;
  createdAt: string;
  publishedBy: string | null;
  sessions: number;
};

export type ScenarioVersions = { id: string; title: string; versions: VersionItem[] };

/** Every version of a scenario, newest first. Throws `forbidden` and `not_found`. */
export async function listVersions(
  { db }: Services,
  viewer: Viewer,
  id: string,
): Promise<ScenarioVersions> {
  requireTrainer(viewer);
  const scenario = id.includes("\0") ? null : await db.scenario.findUnique({ where: { id } });
  if (!scenario) throw new AppError("not_found", "There is no such scenario.");
  const rows = await db.scenarioVersion.findMany({
    where: { scenarioId: id },
    orderBy: { version: "desc" },
    include: { _count: { select: { sessions: true } } },
  });
  const ids = rows.flatMap(({ publishedBy }) => publishedBy ?? []);
  const people = await db.user.findMany({ where: { id: { in: ids } } });
  const current = rows.find(({ version }) => version === scenario.currentVersion);
  return {
    id,
    title: (current?.definition as { title?: string } | undefined)?.title ?? id,
    versions: rows.map((row) => ({
      version: row.version,
      origin: row.origin === "published" ? "published" : "shipped",
      current: row === current,
      createdAt: row.createdAt.toISOString(),
      publishedBy: people.find((one) => one.id === row.publishedBy)?.name ?? null,
      sessions: row._count.sessions,
    })),
  };
}
