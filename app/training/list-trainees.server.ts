import type { Viewer } from "~/accounts/user";
import { AppError } from "~/errors";
import type { Services } from "~/services.server";

export type TraineeRow = {
  id: string;
  name: string;
  attempts: number;
  /** 0–100, the mean of the best score in each scenario tried; null before the first. */
  average: number | null;
  /** ISO 8601; null before the first. */
  lastAt: string | null;
};

/** Everyone who practises, by name; for trainers. Throws forbidden. */
export async function listTrainees({ db }: Services, viewer: Viewer): Promise<TraineeRow[]> {
  if (viewer.role !== "trainer") throw new AppError("forbidden");
  const rows = await db.$queryRaw<(Omit<TraineeRow, "lastAt"> & { lastAt: Date | null })[]>`
    WITH best AS (
      SELECT s.trainee_id, count(*)::int AS attempts, max(d.score) AS score, max(s.started_at) AS last_at
      FROM session s JOIN debrief d ON d.session_id = s.id
      WHERE s.continued_seq IS NULL GROUP BY s.trainee_id, s.scenario_id)
    SELECT u.id, u.name, coalesce(sum(best.attempts), 0)::int AS attempts,
      round(avg(best.score))::int AS average, max(best.last_at) AS "lastAt"
    FROM "user" u LEFT JOIN best ON best.trainee_id = u.id
    WHERE u.role = 'trainee' GROUP BY u.id, u.name ORDER BY u.name, u.id LIMIT 500`;
  return rows.map((row) => ({ ...row, lastAt: row.lastAt?.toISOString() ?? null }));
}
