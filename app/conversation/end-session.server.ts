import type { Prisma } from "~/generated/prisma/client";
import type { EndReason } from "~/sessions/session-view";
import { appendEvent } from "./event-log.server";
import type { DurableEvent } from "./events";

/**
 * Ends an active session inside the caller's transaction: the status, the event, and
 * nothing due any more. Returns the event to publish, or null when it had ended already.
 */
export async function endSession(
  tx: Prisma.TransactionClient,
  sessionId: string,
  reason: EndReason,
  now: Date,
): Promise<DurableEvent | null> {
  const ended = await tx.session.updateMany({
    where: { id: sessionId, status: "active" },
    data: { status: "ended", endReason: reason, endedAt: now },
  });
  if (ended.count === 0) return null;
  await tx.dueEffect.deleteMany({ where: { sessionId } });
  return appendEvent(
    tx,
    sessionId,
    { type: "session.changed", data: { status: "ended", at: now.toISOString() } },
    now,
  );
}
