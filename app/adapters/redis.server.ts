import { Redis } from "ioredis";
import type { Logger } from "pino";

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
