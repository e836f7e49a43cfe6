import type { Viewer } from "~/accounts/user";
import { Prisma } from "~/generated/prisma/client";
import { getScenario } from "~/scenarios/catalogue.server";
import type { Services } from "~/services.server";
import { mayRead } from "~/sessions/access-session.server";
import type { Attempt } from "./attempt";

/** Further back, what somebody could do then says little. */
const mostAttempts = 100;

type Row = Omit<Attempt, "scenarioTitle" | "skills" | "criteria" | "startedAt"> & {
  scenarioVersion: number;
  startedAt: Date;
  criteria: Omit<Attempt["criteria"][number], "kind">[];
};

/** A trainee's scored sessions that the viewer may read, oldest first. */
export async function listAttempts(
  services: Services,
  viewer: Viewer,
  traineeId: string,
): Promise<Attempt[]> {
  const rows = await services.db.$queryRaw<Row[]>`
    SELECT s.id AS "sessionId", s.scenario_id AS "scenarioId",
      s.scenario_version AS "scenarioVersion", s.started_at AS "startedAt",
      s.continued_seq IS NOT NULL AS continued, d.outcome, d.score, ${criteria} AS criteria,
      ${times} AS times
    FROM session s JOIN debrief d ON d.session_id = s.id
    WHERE s.trainee_id = ${traineeId}::uuid AND ${mayRead(viewer)}
    ORDER BY s.started_at DESC, s.id DESC LIMIT ${mostAttempts}`;
  return Promise.all(rows.reverse().map((row) => toAttempt(services, row)));
}

/** How many attempts from their beginning there are, further back too, and at how many scenarios. */
export async function countAttempts(
  { db }: Pick<Services, "db">,
  viewer: Viewer,
  traineeId: string,
): Promise<{ attempts: number; scenarios: number }> {
  const [counted] = await db.$queryRaw<{ attempts: number; scenarios: number }[]>`
    SELECT count(*)::int AS attempts, count(DISTINCT s.scenario_id)::int AS scenarios
    FROM session s JOIN debrief d ON d.session_id = s.id
    WHERE s.trainee_id = ${traineeId}::uuid AND s.continued_seq IS NULL AND ${mayRead(viewer)}`;
  return counted ?? { attempts: 0, scenarios: 0 };
}

/** Of a debrief only what is counted here: the whole is a hundred times as large. */
const criteria = Prisma.sql`(SELECT coalesce(jsonb_agg(jsonb_build_object(
    'id', c -> 'id', 'label', c -> 'label', 'score', c -> 'score', 'max', c -> 'max') ORDER BY n), '[]')
  FROM jsonb_array_elements(d.result -> 'criteria') WITH ORDINALITY AS each (c, n))`;

const times = Prisma.sql`jsonb_build_object(
  'firstResponseSeconds', d.result -> 'times' -> 'firstResponseSeconds',
  'longestWaitSeconds', d.result -> 'times' -> 'longestWait' -> 'seconds',
  'resolutionSeconds', d.result -> 'times' -> 'resolutionSeconds')`;

async function toAttempt(
  services: Services,
  { scenarioVersion, startedAt, ...row }: Row,
): Promise<Attempt> {
  const { title, skills, rubric } = await getScenario(services, row.scenarioId, scenarioVersion);
  const kindOf = (id: string) => rubric.find((one) => one.id === id)?.kind ?? null;
  return {
    ...row,
    scenarioTitle: title,
    skills,
    startedAt: startedAt.toISOString(),
    criteria: row.criteria.map((one) => ({ ...one, kind: kindOf(one.id) })),
  };
}
