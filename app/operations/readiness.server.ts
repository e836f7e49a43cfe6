import { inTime } from "~/lib/in-time";
import type { Services } from "~/services.server";
import type { OperationsView } from "./operations-view";

const databasePatienceMs = 2_000;

/** Asks the database, for 2 s at most, and what the bus knows of Redis. Never throws. */
export async function getReadiness(services: Services): Promise<OperationsView["readiness"]> {
  const database = (await isDatabaseReady(services)) ? "ready" : "unreachable";
  if (services.env.redisUrl === undefined) return { database, redis: null };
  return { database, redis: services.bus.isReachable() ? "ready" : "unreachable" };
}

function isDatabaseReady({ db }: Services): Promise<boolean> {
  const asked = db.epoch.count().then(
    (count) => count === 1,
    () => false,
  );
  return inTime(databasePatienceMs, asked, () => false);
}
