import type { Logger } from "pino";
import { seedDemoAccounts } from "~/accounts/demo-accounts.server";
import { startWatch } from "~/conversation/stream/watch.server";
import { runDueEffects } from "~/customer/run-due-effects.server";
import { debriefIfEnded } from "~/debrief/get-debrief.server";
import { selfTest } from "~/debrief/self-test";
import { startSweep } from "~/customer/sweep.server";
import type { Env } from "~/env.server";
import { migrate } from "~/lib/migrate.server";
import { oneAtATime } from "~/lib/one-at-a-time.server";
import { storeScenarios } from "~/scenarios/store-scenarios.server";
import { loadScenarioFiles, readPassed, writePassed } from "~/scenarios/load.server";
import {
  closeServices,
  createServices,
  type Database,
  openDatabase,
  type Services,
} from "~/services.server";

export type Started = {
  services: Services;
  database: Database;
  demo: boolean;
  stop(): Promise<void>;
};

const scenarioFolder = "prisma/scenarios";
const passedFile = "build/passed-scenarios.json";

/**
 * Database, migrations, scenarios, demo accounts, then the customers' turns where they
 * stopped. Throws with a message for the operator; what was started is stopped.
 */
export async function startUp(env: Env, log: Logger, signal: AbortSignal): Promise<Started> {
  const database = await openDatabase(env, log, signal);
  try {
    const applied = await migrate(database.url);
    if (applied.length > 0) log.info({ applied }, "migrated");
    const services = createServices({ env, databaseUrl: database.url, log });
    const scenarios = await loadScenarioFiles(
      ...([scenarioFolder, selfTest, await readPassed(passedFile)] as const),
    );
    const demo = env.seedDemo === "always" || (env.seedDemo === "embedded" && database.embedded);
    await oneAtATime(database.url, async () => {
      await storeScenarios(services, scenarios);
      if (demo) await seedDemoAccounts(services);
    });
    if (!env.rateLimits) log.warn("RATE_LIMITS=off: nothing limits what one caller may do");
    return { services, database, demo, stop: startTurns(services, database) };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

function startTurns(services: Services, database: Database): () => Promise<void> {
  services.turns.start(async (sessionId) => {
    const next = await runDueEffects(services, sessionId);
    if (next === null) await debriefIfEnded(services, sessionId);
    return next;
  });
  const stopSweep = startSweep(services);
  const stopWatch = startWatch(services);
  return async () => {
    stopSweep();
    stopWatch();
    await closeServices(services);
    await database.stop();
  };
}

/** The last step of a build, so that starting needn't play the release's scenarios again. */
export async function testScenarios(): Promise<void> {
  await writePassed(passedFile, await loadScenarioFiles(scenarioFolder, selfTest));
}

/** `npm run seed`: the demo accounts into whatever database is configured, and nothing else. */
export async function seed(env: Env, log: Logger, signal: AbortSignal): Promise<void> {
  if (env.production && env.seedDemo !== "always") {
    throw new Error(
      "Demo accounts have a well-known password. Set SEED_DEMO=1 to have them in production.",
    );
  }
  const database = await openDatabase(env, log, signal);
  try {
    await migrate(database.url);
    const services = createServices({ env, databaseUrl: database.url, log });
    await seedDemoAccounts(services);
    await closeServices(services);
  } finally {
    await database.stop();
  }
}
