import { readEvents } from "~/conversation/event-log.server";
import type { DurableEvent } from "~/conversation/events";
import { initialState } from "~/customer/initial-state";
import { customerState } from "~/customer/state";
import { AppError } from "~/errors";
import type { Prisma } from "~/generated/prisma/client";
import { transactionSql } from "~/lib/sql.server";
import { getScenario } from "~/scenarios/catalogue.server";
import type { Services } from "~/services.server";
import type { AccessedSession } from "~/sessions/access-session.server";
import { debrief as debriefSchema, type Debrief } from "./debrief";
import { resolution as resolutionSchema } from "./resolution";
import { scoreSession } from "./score";

/** The scored result. Throws `session_active` while the session runs. */
export async function getDebrief(services: Services, session: AccessedSession): Promise<Debrief> {
  if (session.status === "active") {
    throw new AppError("session_active", "The debrief comes when the session has ended.");
  }
  const stored = await services.db.debrief.findUnique({ where: { sessionId: session.id } });
  if (stored) return debriefSchema.parse(stored.result);
  // The customer left this moment: nobody has scored it yet.
  return services.db.$transaction((tx) => storeDebrief(services, tx, session.id));
}

/** Scores a session that the customer left, so that lists show it before anyone opens the debrief. */
export async function debriefIfEnded(services: Services, sessionId: string): Promise<void> {
  const unscored = await services.db.session.count({
    where: { id: sessionId, status: "ended", debrief: null },
  });
  if (unscored > 0) await services.db.$transaction((tx) => storeDebrief(services, tx, sessionId));
}

/** Scores an ended session inside the caller's transaction and keeps the result. */
export async function storeDebrief(
  services: Services,
  tx: Prisma.TransactionClient,
  sessionId: string,
): Promise<Debrief> {
  const result = await score(services, tx, sessionId);
  const { outcome, score: total } = result;
  await tx.debrief.createMany({
    data: { sessionId, outcome, score: total, result, createdAt: services.clock.now() },
    skipDuplicates: true,
  });
  return result;
}

async function score(
  services: Services,
  tx: Prisma.TransactionClient,
  sessionId: string,
): Promise<Debrief> {
  const session = await tx.session.findUniqueOrThrow({
    where: { id: sessionId },
    include: { customerState: true, resolution: true },
  });
  const { seed, level, customerState: kept, resolution } = session;
  const { scenarioId, scenarioVersion } = session;
  const scenario = await getScenario(services, scenarioId, scenarioVersion, tx);
  const events = await readEvents(transactionSql(tx), sessionId, 0, session.headSeq);
  const at = (time: string): number => Date.parse(time) - session.startedAt.getTime();
  return scoreSession({
    scenario,
    state:
      kept && kept.turn > 0
        ? customerState.parse(kept.state)
        : initialState(scenario, { seed, level }),
    messages: events.flatMap(messageOf).map(({ seq, author, text, createdAt }) => ({
      seq,
      role: author.role,
      text,
      at: at(createdAt),
    })),
    actions: events
      .flatMap(actionOf)
      .map((one) => ({ seq: one.seq, tool: one.tool, at: at(one.at) })),
    resolution: resolution
      ? resolutionSchema.parse({
          category: resolution.category,
          rootCause: resolution.rootCause,
          code: resolution.code,
          notes: resolution.notes,
        })
      : null,
    endReason: session.endReason === "resolved" ? "resolved" : "customer_left",
    ...(session.endedAt && { endedAt: session.endedAt.getTime() - session.startedAt.getTime() }),
  });
}

function messageOf(
  event: DurableEvent,
): Extract<DurableEvent, { type: "message.posted" }>["data"][] {
  return event.type === "message.posted" ? [event.data] : [];
}

function actionOf(event: DurableEvent): Extract<DurableEvent, { type: "action.taken" }>["data"][] {
  return event.type === "action.taken" ? [event.data] : [];
}
