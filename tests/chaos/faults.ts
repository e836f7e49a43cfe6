import { setTimeout as pause } from "node:timers/promises";
import type { Rng } from "~/lib/rng";
import type { TestRedis } from "../support/redis";
import type { App } from "./app";
import type { ChaosPostgres } from "./postgres";

export type Battlefield = {
  apps: readonly App[];
  redis: TestRedis;
  /** The databases of Redis that are in use. */
  redisDbs: readonly number[];
  postgres: ChaosPostgres;
};

export type Part = "app" | "redis" | "postgres" | "network";

export type FaultKind = {
  name: string;
  part: Part;
  /** Does it and undoes it; returns what was hit, null when nothing could be. */
  strike(field: Battlefield, rng: Rng): Promise<string | null>;
};

/** How many streams the bus has; each is trimmed. */
const shards = 8;

const onApp =
  (act: (app: App, rng: Rng) => Promise<void>) =>
  async ({ apps }: Battlefield, rng: Rng): Promise<string | null> => {
    const up = apps.filter((app) => app.isUp());
    if (up.length === 0) return null;
    const app = rng.pick(up);
    await act(app, rng);
    return app.endpoint.name;
  };

const onRedis =
  (act: (redis: TestRedis, rng: Rng, dbs: readonly number[]) => Promise<unknown>) =>
  async ({ redis, redisDbs }: Battlefield, rng: Rng): Promise<string> => {
    await act(redis, rng, redisDbs);
    return "redis";
  };

const onPostgres =
  (act: (postgres: ChaosPostgres, rng: Rng) => Promise<unknown>) =>
  async ({ postgres }: Battlefield, rng: Rng): Promise<string> => {
    await act(postgres, rng);
    return "postgres";
  };

export const faultKinds: readonly FaultKind[] = [
  {
    name: "app kill -9",
    part: "app",
    strike: onApp(async (app, rng) => {
      await app.kill();
      await pause(rng.between(0, 2_000));
      await app.revive();
    }),
  },
  {
    name: "app SIGSTOP, SIGCONT",
    part: "app",
    strike: onApp((app, rng) => app.freeze(rng.between(1_000, 7_000))),
  },
  {
    name: "app SIGTERM, restart",
    part: "app",
    strike: onApp(async (app) => {
      await app.terminate();
      await app.revive();
    }),
  },
  {
    name: "redis kill -9, restart with its data",
    part: "redis",
    strike: onRedis(async (redis, rng) => {
      await redis.kill();
      await pause(rng.between(500, 4_000));
      await redis.restart();
    }),
  },
  {
    name: "redis kill -9, restart empty",
    part: "redis",
    strike: onRedis(async (redis, rng) => {
      await redis.kill();
      await pause(rng.between(500, 4_000));
      await redis.restart("empty");
    }),
  },
  {
    name: "redis FLUSHALL",
    part: "redis",
    strike: onRedis((redis) => redis.command(["FLUSHALL"])),
  },
  {
    name: "redis CLIENT KILL",
    part: "redis",
    strike: onRedis((redis) => redis.command(["CLIENT", "KILL", "TYPE", "normal"])),
  },
  {
    name: "redis XTRIM to 1",
    part: "redis",
    strike: onRedis(async (redis, _rng, dbs) => {
      for (const db of dbs) {
        for (let shard = 0; shard < shards; shard += 1) {
          await redis.command(["XTRIM", `deskside:events:${shard}`, "MAXLEN", "1"], db);
        }
      }
    }),
  },
  {
    name: "redis SIGSTOP, SIGCONT",
    part: "redis",
    strike: onRedis(async (redis, rng) => {
      redis.signal("SIGSTOP");
      await pause(rng.between(1_000, 5_000));
      redis.signal("SIGCONT");
    }),
  },
  {
    name: "postgres kill -9, recovery",
    part: "postgres",
    strike: onPostgres(async (postgres, rng) => {
      await postgres.kill();
      await pause(rng.between(0, 3_000));
      await postgres.start();
    }),
  },
  {
    name: "postgres restart",
    part: "postgres",
    strike: onPostgres(async (postgres) => {
      await postgres.shutDown();
      await postgres.start();
    }),
  },
  {
    name: "postgres terminates all backends",
    part: "postgres",
    strike: onPostgres((postgres) =>
      postgres.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname IS NOT NULL",
      ),
    ),
  },
  {
    // For longer, too, than a statement of ours is waited for (10 s).
    name: "postgres SIGSTOP, SIGCONT",
    part: "postgres",
    strike: onPostgres((postgres, rng) => postgres.freeze(rng.between(1_000, 16_000))),
  },
  {
    name: "connections cut",
    part: "network",
    strike: onApp((app) => {
      app.proxy.cut();
      return Promise.resolve();
    }),
  },
  {
    name: "connections reset",
    part: "network",
    strike: onApp((app) => {
      app.proxy.reset();
      return Promise.resolve();
    }),
  },
  {
    name: "connections half open",
    part: "network",
    strike: onApp((app) => {
      app.proxy.swallow();
      return Promise.resolve();
    }),
  },
  {
    name: "connections stalled",
    part: "network",
    strike: onApp(async (app, rng) => {
      const ms = rng.between(1_000, 8_000);
      app.proxy.stall(ms);
      await pause(ms);
    }),
  },
];
