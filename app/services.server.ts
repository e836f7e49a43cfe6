import { PrismaPg } from "@prisma/adapter-pg";
import type { Logger } from "pino";
import { createLimits, type Limits } from "~/accounts/limits.server";
import { startEmbeddedPostgres } from "~/adapters/embedded-postgres.server";
import { createInProcessEventBus } from "~/adapters/in-process-event-bus.server";
import { createInProcessTurnQueue } from "~/adapters/in-process-turn-queue.server";
import { createEventHub, type EventHub } from "~/conversation/event-hub.server";
import type { Env } from "~/env.server";
import { PrismaClient } from "~/generated/prisma/client";
import type { Clock } from "~/ports/clock";
import type { EventBus } from "~/ports/event-bus";
import type { TurnQueue } from "~/ports/turn-queue";

/** What every use-case takes first. */
export type Services = {
  env: Env;
  db: PrismaClient;
  bus: EventBus;
  hub: EventHub;
  turns: TurnQueue;
  clock: Clock;
  log: Logger;
  limits: Limits;
};

export type ServicesOptions = {
  env: Env;
  databaseUrl: string;
  log: Logger;
  clock?: Clock;
};

const databaseConnections = 10;

/** The only place that chooses adapters. Close what it made with `closeServices`. */
export function createServices({ env, databaseUrl, log, clock }: ServicesOptions): Services {
  const db = new PrismaClient({
    adapter: new PrismaPg({ connectionString: databaseUrl, max: databaseConnections }),
  });
  const time = clock ?? { now: () => new Date() };
  const bus = createInProcessEventBus();
  return {
    env,
    db,
    bus,
    hub: createEventHub({ db, bus, clock: time }),
    turns: createInProcessTurnQueue(time, (error) => {
      log.error({ err: error }, "a customer's turn failed and will be tried again");
    }),
    clock: time,
    log,
    limits: createLimits(env),
  };
}

export async function closeServices(services: Services): Promise<void> {
  await services.turns.close();
  services.hub.close();
  await services.bus.close();
  await services.db.$disconnect();
}

export type Database = {
  url: string;
  embedded: boolean;
  /** Resolves if our own database ends though nobody asked it to. */
  died: Promise<Error>;
  stop(): Promise<void>;
};

/** The operator's database, else our own under the data folder. Throws with a message for the operator. */
export async function openDatabase(env: Env, log: Logger, signal: AbortSignal): Promise<Database> {
  if (env.databaseUrl !== undefined) {
    return {
      url: env.databaseUrl,
      embedded: false,
      died: new Promise(() => undefined),
      stop: () => Promise.resolve(),
    };
  }
  const postgres = await startEmbeddedPostgres({
    dataDir: env.dataDir,
    signal,
    log: (line) => {
      log.debug({ postgres: line }, "postgresql");
    },
  });
  return { embedded: true, ...postgres };
}
