import { createRng, type Rng } from "~/lib/rng";
import type { TestRedis } from "../support/redis";
import { accounts, password } from "../support/api";
import { type App, startApp } from "./app";
import { askUntilAnswered, type Caller, createCaller, readAnswer } from "./caller";
import type { Journal } from "./journal";
import type { ChaosPostgres } from "./postgres";

/** Some app processes with one database: all that a conversation needs. */
export type World = {
  readonly name: string;
  readonly pace: "off" | "instant";
  readonly redisDb: number;
  readonly apps: readonly App[];
  caller(rng: Rng): Caller;
  /** A new session; its cursor is from before its first event. */
  startSession(rng: Rng): Promise<{ id: string; cursor: string }>;
  stop(): Promise<void>;
};

export type Ground = { postgres: ChaosPostgres; redis: TestRedis; journal: Journal };

/** A token lives for fifteen minutes. */
const renewEveryMs = 8 * 60_000;
const secrets = { SESSION_SECRET: "c".repeat(32), TOKEN_SECRET: "t".repeat(32) };

export async function startWorld(
  ground: Ground,
  {
    name,
    pace,
    redisDb,
    processes,
  }: Pick<World, "name" | "pace" | "redisDb"> & { processes: number },
): Promise<World> {
  const { postgres, redis, journal } = ground;
  await postgres.query(`CREATE DATABASE "${name}"`);
  const env = {
    ...secrets,
    ...{ CUSTOMER_PACE: pace, REDIS_URL: `${redis.url}/${redisDb}` },
  };
  const apps = await Promise.all(
    Array.from({ length: processes }, (_, n) =>
      startApp(`${name} ${n + 1}`, { databaseUrl: postgres.url(name), env, journal }),
    ),
  );
  const endpoints = apps.map(({ endpoint }) => endpoint);
  let token: string | undefined;
  const caller = (rng: Rng): Caller =>
    createCaller(endpoints, { token: () => token, rng, journal });
  const renew = async (): Promise<void> => {
    token = await signIn(caller(createRng(redisDb, 0)));
  };
  await renew();
  const renewing = setInterval(() => {
    renew().catch((error: unknown) => {
      journal.noteWrong(`no new token: ${String(error)}`);
    });
  }, renewEveryMs);
  return {
    ...{ name, pace, redisDb, apps, caller },
    async stop() {
      clearInterval(renewing);
      await Promise.all(apps.map((app) => app.stop()));
    },
    async startSession(rng) {
      const { reply } = await askUntilAnswered(caller(rng), "/sessions", {
        ...{ method: "POST", body: { scenarioId: "mfa-new-phone", seed: 7 } },
      });
      const started = readAnswer(reply) as { session: { id: string }; cursor: string };
      const epoch = started.cursor.split(":")[0] ?? "";
      return { id: started.session.id, cursor: `${epoch}:0` };
    },
  };
}

async function signIn(caller: Caller): Promise<string> {
  const body = { email: accounts.trainee, password };
  const { reply } = await askUntilAnswered(caller, "/token", { method: "POST", body });
  return (readAnswer(reply) as { accessToken: string }).accessToken;
}
