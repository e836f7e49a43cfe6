import { randomUUID } from "node:crypto";
import path from "node:path";
import { type Logger, pino } from "pino";
import type { Role, Viewer } from "~/accounts/user";
import { createAuthSession } from "~/accounts/auth-session.server";
import type { CustomerPace, Env, LanguageModel } from "~/env.server";
import { storeScenarios } from "~/scenarios/store-scenarios.server";
import { loadScenarioFiles } from "~/scenarios/load.server";
import { closeServices, createServices, type Services } from "~/services.server";
import { createTestDatabase } from "./test-database";

export type TestClock = { now(): Date; advance(ms: number): void };

export type TestServices = {
  services: Services;
  clock: TestClock;
  databaseUrl: string;
  createUser(role?: Role): Promise<Viewer>;
  close(): Promise<void>;
};

/** Use-cases on a real database of their own; time stands still unless a test moves it. */
export async function createTestServices({
  pace = "instant",
  rateLimits = false,
  languageModel,
  log = pino({ level: "silent" }),
}: {
  pace?: CustomerPace;
  rateLimits?: boolean;
  languageModel?: LanguageModel;
  log?: Logger;
} = {}): Promise<TestServices> {
  const database = await createTestDatabase();
  const clock = createClock(new Date("2026-03-02T09:00:00.000Z"));
  const services = createServices({
    env: { ...testEnv(pace, rateLimits), languageModel },
    databaseUrl: database.url,
    log,
    clock,
  });
  await storeScenarios(services, await loadScenarioFiles("prisma/scenarios"));
  return {
    services,
    clock,
    databaseUrl: database.url,
    createUser: (role = "trainee") => createUser(services, role),
    async close() {
      await closeServices(services);
      await database.drop();
    },
  };
}

function createClock(start: Date): TestClock {
  let time = start.getTime();
  return {
    now: () => new Date(time),
    advance(ms) {
      time += ms;
    },
  };
}

function testEnv(customerPace: CustomerPace, rateLimits: boolean): Env {
  return {
    production: false,
    port: 0,
    host: "127.0.0.1",
    appUrl: undefined,
    databaseUrl: undefined,
    redisUrl: undefined,
    dataDir: path.resolve(".data"),
    customerPace,
    rateLimits,
    sessionSecrets: ["s".repeat(32)],
    tokenSecrets: ["t".repeat(32)],
    trustProxy: "loopback",
    embedOrigins: [],
    logLevel: "silent",
    seedDemo: "never",
    languageModel: undefined,
  };
}

async function createUser(services: Services, role: Role): Promise<Viewer> {
  const id = randomUUID();
  const name = role === "trainer" ? "Jordan Lee" : "Alex Morgan";
  const email = `${id}@example.com`;
  await services.db.user.create({ data: { id, email, name, role, passwordHash: "none" } });
  return { id, name, role, authSessionId: await createAuthSession(services, id, 60_000_000) };
}
