import { z } from "zod";
import type { Viewer } from "~/accounts/user";
import { AppError } from "~/errors";
import { listScenarios } from "~/scenarios/catalogue.server";
import type { Services } from "~/services.server";
import { type Comparison, compare } from "./compare";
import { countAttempts, listAttempts } from "./list-attempts.server";
import { suggestNext, type Suggestion } from "./next-scenario";
import { areaTrends, skillTrends, type Trend } from "./trends";

export type Progress = {
  trainee: { id: string; name: string };
  /** How many attempts, and at how many scenarios; those from the middle left out. */
  attempts: number;
  scenarios: number;
  played: { id: string; title: string }[];
  skills: Trend[];
  areas: Trend[];
  next: Suggestion | null;
  comparison: (Comparison & { scenarioId: string }) | null;
};

/**
 * How a trainee is getting on: one's own, or anybody's for a trainer. `scenarioId` is the one
 * whose attempts are compared, else the last one played. Throws `not_found` for whoever isn't a
 * trainee that the viewer may look at.
 */
export async function getProgress(
  services: Services,
  viewer: Viewer,
  { traineeId, scenarioId }: { traineeId: string; scenarioId?: string | undefined },
): Promise<Progress> {
  const trainee = await findTrainee(services, viewer, traineeId);
  const [counted, attempts, scenarios] = await Promise.all([
    countAttempts(services, viewer, trainee.id),
    listAttempts(services, viewer, trainee.id),
    listScenarios(services),
  ]);
  const played = new Map(attempts.map((one) => [one.scenarioId, one.scenarioTitle]));
  const compared =
    scenarioId !== undefined && played.has(scenarioId) ? scenarioId : attempts.at(-1)?.scenarioId;
  return {
    trainee,
    ...counted,
    played: [...played].map(([id, title]) => ({ id, title })),
    skills: skillTrends(attempts),
    areas: areaTrends(attempts),
    next: suggestNext(
      scenarios.map(({ id, title, summary, difficulty, skills }) => ({
        id,
        title,
        summary,
        difficulty,
        skills,
      })),
      attempts,
    ),
    comparison:
      compared === undefined ? null : { ...compare(attempts, compared), scenarioId: compared },
  };
}

async function findTrainee({ db }: Services, viewer: Viewer, id: string) {
  const mayLook = viewer.role === "trainer" || viewer.id === id;
  const trainee =
    mayLook && z.uuid().safeParse(id).success
      ? await db.user.findFirst({
          where: { id, role: "trainee" },
          select: { id: true, name: true },
        })
      : null;
  if (!trainee) throw new AppError("not_found", "There is no such trainee.");
  return trainee;
}
