import type { Services } from "~/services.server";
import type { AccessedSession } from "~/sessions/access-session.server";

/**
 * The trainee types while the customer is about to speak: the customer notices, and
 * lets them. Costs nothing when nothing is about to be said.
 */
export async function interruptCustomer(
  { db, clock, turns, env }: Services,
  { id }: AccessedSession,
): Promise<void> {
  if (env.customerPace !== "real") return;
  const now = clock.now();
  const noticed = await db.$executeRaw`
    INSERT INTO due_effect (session_id, kind, payload, due_at)
    SELECT ${id}::uuid, 'turn', '{"type": "typing"}'::jsonb, ${now}::timestamptz
    WHERE EXISTS (SELECT 1 FROM due_effect
      WHERE session_id = ${id}::uuid AND kind = 'say'
        AND (due_at > ${now}::timestamptz
          OR (payload->>'wordUntil' IS NOT NULL AND payload->>'worded' IS NULL)))`;
  if (noticed > 0) turns.wake(id, now);
}
