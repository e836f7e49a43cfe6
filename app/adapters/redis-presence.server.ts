import type { Redis } from "ioredis";
import type { Author } from "~/conversation/events";
import type { Presence } from "~/ports/presence";
import { createInProcessPresence, distinct } from "./in-process-presence.server";

/** Two heartbeats may get lost. */
const presenceTtlMs = 30_000;

type Connection = { author: Author; connectionId: string };

/**
 * One sorted set a session, a member for each connection, scored by when it expires.
 * While Redis is gone this process knows its own connections only.
 */
export function createRedisPresence(redis: Redis, prefix = "deskside"): Presence {
  const own = createInProcessPresence();
  const keyOf = (sessionId: string): string => `${prefix}:presence:${sessionId}`;

  async function list(sessionIds: string[]): Promise<Map<string, Author[]>> {
    const pipeline = redis.pipeline();
    for (const id of sessionIds) pipeline.zrangebyscore(keyOf(id), Date.now(), "+inf");
    const answers = (await pipeline.exec()) ?? [];
    return new Map(sessionIds.map((id, n) => [id, authorsOf(answers[n])]));
  }

  return {
    async keep(sessionId, author, connectionId) {
      await own.keep(sessionId, author, connectionId);
      const key = keyOf(sessionId);
      const now = Date.now();
      const noting = redis
        .pipeline()
        .zadd(key, now + presenceTtlMs, memberOf(author, connectionId))
        .zremrangebyscore(key, "-inf", now)
        .pexpire(key, presenceTtlMs);
      await noting.exec().catch(() => undefined);
    },
    async leave(sessionId, author, connectionId) {
      const known = await own.leave(sessionId, author, connectionId);
      try {
        await redis.zrem(keyOf(sessionId), memberOf(author, connectionId));
        return (await list([sessionId])).get(sessionId) ?? [];
      } catch {
        return known;
      }
    },
    async list(sessionIds) {
      try {
        return await list(sessionIds);
      } catch {
        return own.list(sessionIds);
      }
    },
  };
}

function memberOf({ role, name }: Author, connectionId: string): string {
  return JSON.stringify({ author: { role, name }, connectionId } satisfies Connection);
}

function authorsOf(answer: [Error | null, unknown] | undefined): Author[] {
  const [error, members] = answer ?? [null, []];
  if (error || !Array.isArray(members)) throw error ?? new Error("Redis gave no members");
  return distinct(members.map((member) => (JSON.parse(String(member)) as Connection).author));
}
