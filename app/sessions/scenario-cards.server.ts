import type { Viewer } from "~/accounts/user";
import { listScenarios } from "~/scenarios/catalogue.server";
import type { ScenarioCard } from "~/scenarios/scenario-card";
import type { Scenario } from "~/scenarios/schema";
import type { Services } from "~/services.server";

type Record = { scenarioId: string; attempts: number; best: number | null };

/** The library for this viewer: every scenario with their own attempts and best score. */
export async function listScenarioCards(
  services: Services,
  viewer: Viewer,
): Promise<ScenarioCard[]> {
  const [scenarios, records] = await Promise.all([
    listScenarios(services),
    listRecords(services, viewer),
  ]);
  return scenarios.map((one) => toCard(one, records));
}

export async function toScenarioCard(
  services: Services,
  viewer: Viewer,
  scenario: Scenario,
): Promise<ScenarioCard> {
  return toCard(scenario, await listRecords(services, viewer));
}

/** What went on from the middle of an earlier attempt is no attempt of its own. */
function listRecords({ db }: Services, viewer: Viewer): Promise<Record[]> {
  return db.$queryRaw<Record[]>`
    SELECT s.scenario_id AS "scenarioId", count(*)::int AS attempts, max(d.score)::int AS best
    FROM session s LEFT JOIN debrief d ON d.session_id = s.id
    WHERE s.trainee_id = ${viewer.id}::uuid AND s.continued_seq IS NULL GROUP BY s.scenario_id`;
}

function toCard(scenario: Scenario, records: Record[]): ScenarioCard {
  const { id, version, title, summary, difficulty, skills, customer } = scenario;
  const record = records.find(({ scenarioId }) => scenarioId === id);
  return {
    id,
    version,
    title,
    summary,
    difficulty,
    skills,
    customerName: customer.name,
    customerRole: customer.role,
    bestScore: record?.best ?? null,
    attempts: record?.attempts ?? 0,
  };
}
