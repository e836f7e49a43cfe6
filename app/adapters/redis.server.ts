import { Redis } from "ioredis";
import type { Logger } from "pino";

/** Where it has become a replica the address may lead to another master by now: looked at so often. */
const lookForMasterMs = 2_000;

/**
 * A connection for commands that come back or fail within a second: a post must never
 * wait for Redis. It reconnects by itself, for ever.
 */
export function connectRedis(url: string, log: Logger): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 1_000,
    connectTimeout: 2_000,
    // One that takes what is written and never answers is another connection's to replace.
    socketTimeout: 4_000,
    reconnectOnError: createReplicaCheck(),
    retryStrategy: (tries) => Math.min(100 * tries, 1_000),
  });
  let trouble = false;
  redis.on("error", (error) => {
    if (!trouble) log.warn({ err: error }, "Redis can't be reached");
    trouble = true;
  });
  redis.on("ready", () => {
    if (trouble) log.info("Redis is back");
    trouble = false;
  });
  return redis;
}

function createReplicaCheck(): (error: Error) => boolean {
  let next = 0;
  return ({ message }) => {
    const due = message.startsWith("READONLY") && performance.now() >= next;
    if (due) next = performance.now() + lookForMasterMs;
    return due;
  };
}
