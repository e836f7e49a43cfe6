import { PrismaPg } from "@prisma/adapter-pg";
import { Pool } from "pg";
import type { Logger } from "pino";
import { createLimits, type Limits } from "~/accounts/limits.server";
import { startEmbeddedPostgres } from "~/adapters/embedded-postgres.server";
import { createViewerCache, type ViewerCache } from "~/accounts/viewer-cache.server";
import {
  createBullmqTurnQueue,
  postgresBackend,
  redisBackend,
} from "~/adapters/bullmq-turn-queue.server";
import { createInProcessEventBus } from "~/adapters/in-process-event-bus.server";
import { createModelCustomerVoice } from "~/adapters/model-customer-voice.server";
import { createScriptedCustomerVoice } from "~/adapters/scripted-customer-voice.server";
import { createInProcessPresence } from "~/adapters/in-process-presence.server";
import { connectRedis } from "~/adapters/redis.server";
import { createRedisEventBus } from "~/adapters/redis-event-bus.server";
import { createRedisPresence } from "~/adapters/redis-presence.server";
import { createDeliveryTimes, type DeliveryTimes } from "~/conversation/delivery-times.server";
import { createEventHub, type EventHub } from "~/conversation/stream/event-hub.server";
import { createOwnPosts, type OwnPosts } from "~/conversation/own-posts.server";
import type { Env } from "~/env.server";
import { PrismaClient } from "~/generated/prisma/client";
import type { Clock } from "~/ports/clock";
import { type BackgroundWork, createBackgroundWork } from "~/lib/background-work.server";
import { createMetrics, type Metrics } from "~/lib/metrics.server";
import { DatabaseClient } from "~/lib/database-client.server";
import { poolSql, type Sql } from "~/lib/sql.server";
import type { CustomerVoice } from "~/ports/customer-voice";
import type { EventBus } from "~/ports/event-bus";
import type { Presence } from "~/ports/presence";
import type { TurnQueue } from "~/ports/turn-queue";

/** What every use-case takes first. */
export type Services = {
  env: Env;
  db: PrismaClient;
  /** The same database, for the statements that every request runs. */
  sql: Sql;
  viewers: ViewerCache;
  ownPosts: OwnPosts;
  bus: EventBus;
  presence: Presence;
  hub: EventHub;
  delivery: DeliveryTimes;
  turns: TurnQueue;
  voice: CustomerVoice;
  background: BackgroundWork;
  clock: Clock;
  log: Logger;
  limits: Limits;
  metrics: Metrics;
  closePool(): Promise<void>;
};

export type ServicesOptions = {
  env: Env;
  databaseUrl: string;
  log: Logger;
  clock?: Clock;
};

const databaseConnections = 10;
const databasePatienceMs = 5_000;
/** No statement of ours comes near that; migrations and locks have connections of their own. */
const longestQueryMs = 10_000;

/** The only place that chooses adapters. Close what it made with `closeServices`. */
export function createServices({ env, databaseUrl, log, clock }: ServicesOptions): Services {
  const database = connectDatabase(databaseUrl, log);
  const { sql } = database;
  const time = clock ?? { now: () => new Date() };
  const metrics = createMetrics();
  const { bus, presence, limits } = shared(env, log);
  const queue =
    env.redisUrl === undefined ? postgresBackend(databaseUrl) : redisBackend(env.redisUrl);
  return {
    env,
    ...database,
    viewers: createViewerCache(time),
    ownPosts: createOwnPosts({ sql, clock: time, env }),
    bus,
    presence,
    hub: createEventHub({ sql, bus, presence, clock: time, metrics }),
    delivery: createDeliveryTimes(metrics, time),
    turns: createBullmqTurnQueue(queue, time, log),
    voice: env.languageModel
      ? createModelCustomerVoice(env.languageModel, { clock: time, metrics })
      : createScriptedCustomerVoice(),
    background: createBackgroundWork(),
    clock: time,
    log,
    limits,
    metrics,
  };
}

/** One pool of connections, for the ORM and for single statements. */
export function connectDatabase(
  url: string,
  log: Logger,
  answerWithinMs = longestQueryMs,
): Pick<Services, "db" | "sql" | "closePool"> {
  const pool = openPool(url, log, answerWithinMs);
  const transactionOptions = { maxWait: databasePatienceMs };
  const db = new PrismaClient({ adapter: new PrismaPg(pool), transactionOptions });
  return { db, sql: poolSql(pool), closePool: () => pool.end() };
}

function openPool(connectionString: string, log: Logger, answerWithinMs: number): Pool {
  const pool = new Pool({
    ...{ Client: DatabaseClient, connectionString, max: databaseConnections, keepAlive: true },
    // One that is given back stays: who needs it next would wait for a new one to be made.
    idleTimeoutMillis: 0,
    // Whoever waits longer is told to come back.
    connectionTimeoutMillis: databasePatienceMs,
    // A server that hangs, or a network that swallows, says nothing.
    query_timeout: answerWithinMs,
  });
  // An idle connection that the server closes is replaced; without this it would end the process.
  pool.on("error", (error) => {
    log.warn({ err: error }, "a database connection was lost");
  });
  // So would one that is closed on its way into or out of a transaction; whoever has it is told anyway.
  pool.on("connect", (client) => {
    client.on("error", () => undefined);
  });
  return pool;
}

/** What all processes share goes through Redis if there is one; else there is one process. */
function shared(env: Env, log: Logger): Pick<Services, "bus" | "presence" | "limits"> {
  if (env.redisUrl === undefined) {
    return {
      bus: createInProcessEventBus(),
      presence: createInProcessPresence(),
      limits: createLimits(env),
    };
  }
  const redis = connectRedis(env.redisUrl, log);
  return {
    bus: createRedisEventBus({ redis, log }),
    presence: createRedisPresence(redis),
    limits: createLimits(env, redis),
  };
}

export async function closeServices(services: Services): Promise<void> {
  await services.turns.close();
  await services.background.close();
  services.hub.close();
  await services.bus.close();
  await services.db.$disconnect();
  await services.closePool();
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
