import { deleteExpiredAuthSessions } from "~/accounts/auth-session.server";
import type { Services } from "~/services.server";

const sweepEveryMs = 10_000;
const forgetEveryMs = 10 * 60_000;

/**
 * Wakes every session that has something due: at the start all of them, with those that ended
 * unscored, then again every ten seconds those that are overdue, for wake-ups that were lost. Now and then
 * it deletes the sign-ins that have expired. Returns the undo.
 */
export function startSweep(services: Services): () => void {
  const sweep = (overdueOnly: boolean): void => {
    wakeDue(services, overdueOnly).catch((error: unknown) => {
      services.log.warn({ err: error }, "the sweep for due effects failed and comes again");
    });
  };
  const forget = (): void => {
    deleteExpiredAuthSessions(services).catch((error: unknown) => {
      services.log.warn({ err: error }, "expired sign-ins couldn't be deleted; that comes again");
    });
  };
  sweep(false);
  wakeUnscored(services).catch((error: unknown) => {
    services.log.warn({ err: error }, "sessions that ended unscored are scored when looked at");
  });
  forget();
  const forgetting = setInterval(forget, forgetEveryMs);
  const timer = setInterval(() => {
    sweep(true);
  }, sweepEveryMs);
  return () => {
    clearInterval(timer);
    clearInterval(forgetting);
  };
}

async function wakeDue({ db, turns, clock }: Services, overdueOnly: boolean): Promise<void> {
  const first = await db.dueEffect.groupBy({
    by: ["sessionId"],
    _min: { dueAt: true },
    ...(overdueOnly ? { where: { dueAt: { lte: clock.now() } } } : {}),
  });
  for (const { sessionId, _min } of first) {
    if (_min.dueAt) turns.wake(sessionId, _min.dueAt);
  }
}

const mostUnscored = 1_000;

/** The customer left, and the process was gone before it had scored the session. */
async function wakeUnscored({ db, turns, clock }: Services): Promise<void> {
  const unscored = await db.session.findMany({
    where: { status: "ended", debrief: null },
    select: { id: true },
    take: mostUnscored,
  });
  for (const { id } of unscored) turns.wake(id, clock.now());
}
