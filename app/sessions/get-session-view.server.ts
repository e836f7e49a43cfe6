import { getScenario } from "~/scenarios/catalogue.server";
import type { Services } from "~/services.server";
import { type AccessedSession, customerOf } from "./access-session.server";
import type { SessionView } from "./session-view";

/** What the page shows around the conversation; nothing hidden. */
export async function getSessionView(
  services: Services,
  session: AccessedSession,
): Promise<SessionView> {
  const scenario = await getScenario(services, session.scenarioId, session.scenarioVersion);
  const { customer, ticket } = scenario;
  return {
    id: session.id,
    ticketNumber: session.ticketNumber,
    ...ticket,
    scenarioId: scenario.id,
    scenarioTitle: scenario.title,
    level: session.level,
    status: session.status,
    endReason: session.endReason,
    startedAt: session.startedAt.toISOString(),
    endedAt: session.endedAt?.toISOString() ?? null,
    traineeName: session.participants.find((one) => one.role === "trainee")?.name ?? "",
    customer: {
      name: customerOf(session).name,
      role: customer.role,
      profile: customer.profile,
      device: customer.device,
      previousTickets: customer.previousTickets,
    },
    brief: scenario.brief,
    tools: scenario.tools.map(({ id, label, description }) => ({ id, label, description })),
    readOnly: session.viewer.id !== session.traineeId || session.status === "ended",
    continuation:
      session.continuedSeq === null
        ? null
        : { sessionId: session.continuedFromId, seq: session.continuedSeq },
  };
}
