import { endSession } from "~/conversation/end-session.server";
import type { DurableEvent } from "~/conversation/events";
import { requireIdempotencyKey } from "~/conversation/message-text";
import { publish } from "~/conversation/publish.server";
import { runDueEffects } from "~/customer/run-due-effects.server";
import { AppError } from "~/errors";
import type { Services } from "~/services.server";
import { type AccessedSession, requireWriter } from "~/sessions/access-session.server";
import { storeDebrief } from "./get-debrief.server";
import type { Resolution } from "./resolution";

/**
 * Closes the ticket, ends the session and scores it, in one transaction. The same
 * resolution again under the same key changes nothing. Throws read_only,
 * session_ended, idempotency_key_missing, idempotency_key_reused.
 */
export async function resolveSession(
  services: Services,
  session: AccessedSession,
  input: Resolution & { key: unknown },
): Promise<{ replayed: boolean }> {
  requireWriter(session);
  const key = requireIdempotencyKey(input.key);
  const { category, rootCause, code, notes } = input;
  const given = { category, rootCause, code, notes };
  if (session.status === "ended") return requireSame(services, session.id, key, given);
  // What was due before this moment still counts.
  await runDueEffects(services, session.id, { waitForWords: false });
  const ended = await services.db.$transaction(async (tx): Promise<DurableEvent | null> => {
    await tx.$queryRaw`SELECT 1 FROM customer_state WHERE session_id = ${session.id}::uuid FOR UPDATE`;
    const now = services.clock.now();
    const event = await endSession(tx, session.id, "resolved", now);
    if (!event) return null;
    await tx.resolution.create({
      data: { sessionId: session.id, idempotencyKey: key, createdAt: now, ...given },
    });
    await storeDebrief(services, tx, session.id);
    return event;
  });
  if (!ended) return requireSame(services, session.id, key, given);
  await publish(services, session.id, [ended]);
  return { replayed: false };
}

async function requireSame(
  { db }: Services,
  sessionId: string,
  key: string,
  given: Resolution,
): Promise<{ replayed: true }> {
  const first = await db.resolution.findUnique({ where: { sessionId } });
  if (first?.idempotencyKey !== key) {
    throw new AppError("session_ended", "This session has ended already.");
  }
  const same =
    first.category === given.category &&
    first.rootCause === given.rootCause &&
    first.code === given.code &&
    first.notes === given.notes;
  if (!same) throw new AppError("idempotency_key_reused");
  return { replayed: true };
}
