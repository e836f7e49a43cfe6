import type { z } from "zod";
import { getScenario } from "~/scenarios/catalogue.server";
import type { Services } from "~/services.server";
import { type AccessedSession, customerOf } from "~/sessions/access-session.server";
import type { session as sessionSchema } from "./schemas";

/** A session as the API shows it. */
export async function toApiSession(
  services: Services,
  session: AccessedSession,
): Promise<z.infer<typeof sessionSchema>> {
  const scenario = await getScenario(services, session.scenarioId, session.scenarioVersion);
  const { id, scenarioId, scenarioVersion, ticketNumber, level, seed, status, endReason } = session;
  return {
    id,
    scenarioId,
    scenarioVersion,
    title: scenario.title,
    ticketNumber,
    subject: scenario.ticket.subject,
    trainee: session.participants.find((one) => one.role === "trainee")?.name ?? "",
    traineeId: session.traineeId,
    customer: customerOf(session).name,
    level,
    seed,
    status,
    endReason,
    startedAt: session.startedAt.toISOString(),
    endedAt: session.endedAt?.toISOString() ?? null,
  };
}
