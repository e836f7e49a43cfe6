import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import { isDurable } from "~/conversation/events";
import type { EventBus, PublishedEvent } from "~/ports/event-bus";

/** Shared by all sessions: one blocking read over eight streams costs next to nothing. */
const shardCount = 8;
/** Redis is the way, not the store: what is trimmed is repaired from PostgreSQL. */
const keptPerShard = 10_000;
const readAtMost = 1_000;
/** A read comes back at least so often … */
const blockMs = 2_000;
/** … so a connection that is silent for longer is dead. */
const silentMs = 4_000;
const retryMs = 250;
/** Who types, reads or is here is stale news after so long on the way. */
const freshMs = 5_000;
/** What a lost connection kept from the others is sent again when it is back: so many, the newest. */
const mostUnsent = 1_000;
/** Being able to read says nothing of writing: a replica, a full disk or memory, one dead connection. */
const probeEveryMs = 2_000;

type Entry = { origin: string; published: PublishedEvent };
type Positions = Map<string, string>;

/**
 * Carries events between processes over shared Redis streams. This process's own
 * subscribers are told directly, before Redis is asked, so that they neither wait for
 * it nor miss anything while it is gone; nor does a post wait for Redis. One connection
 * of its own reads, blocking, from ids resolved at the start; what was added while it was away is read when it is back.
 */
export function createRedisEventBus({
  redis,
  log,
  prefix = "deskside",
}: {
  /** For commands; fails fast while disconnected (`enableOfflineQueue: false`). */
  redis: Redis;
  log: Logger;
  prefix?: string;
}): EventBus {
  const origin = randomUUID();
  const listeners = new Set<(published: PublishedEvent) => void>();
  const streams = Array.from({ length: shardCount }, (_, n) => `${prefix}:events:${String(n)}`);
  const streamOf = (sessionId: string): string =>
    streams[Number.parseInt(sessionId.slice(0, 8), 16) % shardCount] ?? `${prefix}:events:0`;
  // A blocking read on a shared connection would stall every writer.
  const blocking = redis.duplicate({ commandTimeout: silentMs, socketTimeout: silentMs });
  blocking.on("error", () => undefined);
  let closed = false;
  let readable = false;
  let writable = false;
  let unsent: Entry[] = [];

  function send(entry: Entry): void {
    const stream = streamOf(entry.published.sessionId);
    const json = JSON.stringify(entry);
    redis.xadd(stream, "MAXLEN", "~", keptPerShard, "*", "e", json).catch(() => {
      writable = false;
      if (isDurable(entry.published.event)) unsent.push(entry);
      if (unsent.length > mostUnsent) unsent.shift();
    });
  }

  /** Sends again what couldn't be: else others, who can read, would find it only at their next look. */
  async function probe(): Promise<void> {
    try {
      await redis.set(`${prefix}:probe`, origin, "PX", 2 * probeEveryMs);
    } catch {
      writable = false;
      return;
    }
    writable = true;
    const entries = unsent;
    unsent = [];
    for (const entry of entries) send(entry);
  }

  const probing = setInterval(() => void probe(), probeEveryMs);
  redis.on("ready", () => void probe());

  function tell(published: PublishedEvent): void {
    for (const listener of listeners) listener(published);
  }

  async function read(positions: Positions): Promise<void> {
    const ids = streams.map((stream) => positions.get(stream) ?? "0-0");
    const answer = await blocking.xread(
      "COUNT",
      readAtMost,
      "BLOCK",
      blockMs,
      "STREAMS",
      ...streams,
      ...ids,
    );
    for (const [stream, entries] of answer ?? []) {
      for (const [id, fields] of entries) {
        positions.set(stream, id);
        hear(id, fields[1]);
      }
    }
  }

  function hear(id: string, json: string | undefined): void {
    const entry = json === undefined ? null : (JSON.parse(json) as Entry);
    if (!entry || entry.origin === origin) return;
    const isFresh = Date.now() - Number(id.split("-")[0]) < freshMs;
    if (isFresh || isDurable(entry.published.event)) tell(entry.published);
  }

  async function readForEver(): Promise<void> {
    let positions: Positions | undefined;
    while (!closed) {
      try {
        positions ??= await resolvePositions(blocking, streams);
        readable = true;
        await read(positions);
      } catch (error) {
        if (readable) log.warn({ err: error }, "Redis is gone; delivery goes on from PostgreSQL");
        readable = false;
        await pause(retryMs);
      }
    }
  }

  const reading = readForEver();
  return {
    publish(published) {
      for (const one of published) tell(one);
      for (const one of published) send({ origin, published: one });
      return Promise.resolve();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isReachable: () => readable && writable,
    async close() {
      closed = true;
      clearInterval(probing);
      listeners.clear();
      blocking.disconnect();
      await reading;
    },
  };
}

/** The newest id of each stream. Starting from `$` would lose what is added between two reads. */
async function resolvePositions(redis: Redis, streams: string[]): Promise<Positions> {
  const newest = await Promise.all(
    streams.map(async (stream) => {
      const [last] = await redis.xrevrange(stream, "+", "-", "COUNT", 1);
      return [stream, last?.[0] ?? "0-0"] as const;
    }),
  );
  return new Map(newest);
}
