import { monitorEventLoopDelay } from "node:perf_hooks";
import { createRng } from "~/lib/rng";
import { startRedis } from "../support/redis";
import { checkWorld } from "./evidence";
import type { Battlefield, Part } from "./faults";
import { createJournal, type Journal } from "./journal";
import { runNemesis, runPlan } from "./nemesis";
import { startChaosPostgres } from "./postgres";
import { makeReport, type Report } from "./report";
import { type Load, startTraffic } from "./traffic";
import { type Ground, startWorld, type World } from "./world";

export type ChaosOptions = {
  seed: number;
  /** For how long faults come, drawn by the seed; or which, one after the other. */
  faults:
    | { seconds: number; only?: readonly Part[] | undefined; messages?: number | undefined }
    | { plan: readonly string[] };
  /** Between two faults, on average. */
  faultEveryMs: number;
  load: Load;
  log(line: string): void;
};

const processesOfEach = 2;
const quiet = { name: "quiet", pace: "off", redisDb: 0, processes: processesOfEach } as const;
const lively = { name: "lively", pace: "instant", redisDb: 1, processes: processesOfEach } as const;

/**
 * Writers and observers over real HTTP against two worlds of two app processes each, one with
 * customers that answer, on one PostgreSQL and one Redis, while a nemesis breaks them. Then
 * everything is mended, and what was written, stored and seen is compared.
 */
export async function runChaos(options: ChaosOptions): Promise<Report> {
  const journal = createJournal();
  const postgres = await startChaosPostgres();
  const redis = await startRedis();
  const ground = { postgres, redis, journal };
  const worlds: World[] = [];
  try {
    worlds.push(...(await Promise.all([quiet, lively].map((one) => startWorld(ground, one)))));
    return await runIn(worlds, ground, options);
  } finally {
    await Promise.all(worlds.map((world) => world.stop()));
    await redis.stop();
    await postgres.stop();
  }
}

async function runIn(
  worlds: World[],
  ground: Ground,
  { seed, log, ...options }: ChaosOptions,
): Promise<Report> {
  const { journal, postgres, redis } = ground;
  const apps = worlds.flatMap((world) => world.apps);
  log(`${apps.length} processes are up; faults from here, seed ${seed}`);
  const traffic = startTraffic(worlds, { journal, seed, load: options.load });
  const field = { apps, redis, redisDbs: worlds.map(({ redisDb }) => redisDb), postgres };
  const seconds = await breakThings(field, { journal, seed, log, ...options });
  await Promise.all(apps.map((app) => app.revive()));
  log("all is mended; writers finish and observers catch up");
  const { quietMs: customersQuietMs, heads } = await traffic.finish(postgres);
  log(`all have caught up; ${tellState(journal)}; the history is checked`);
  const checks = [];
  for (const world of worlds) {
    checks.push(await checkWorld(ground, world, { heads, rng: createRng(seed, -3) }));
  }
  const processes = apps.length;
  await Promise.all(worlds.splice(0).map((world) => world.stop()));
  return makeReport(journal, {
    ...{ seed, seconds, processes, customersQuietMs },
    findings: checks.flatMap(({ findings }) => findings),
    events: checks.reduce((sum, { events }) => sum + events, 0),
  });
}

/** Returns for how many seconds. */
async function breakThings(
  field: Battlefield,
  { faults, faultEveryMs, seed, log, journal }: Omit<ChaosOptions, "load"> & { journal: Journal },
): Promise<number> {
  const from = Date.now();
  const nemesis = { seed, everyMs: faultEveryMs, journal };
  const hang = monitorEventLoopDelay();
  hang.enable();
  const telling = setInterval(() => {
    log(`${tellState(journal)}; longest hang of the clients ${Math.round(hang.max / 1e6)} ms`);
    hang.reset();
  }, 30_000);
  if ("plan" in faults) await runPlan(field, faults.plan, nemesis);
  else
    await untilEnough(faults, journal, (stop) =>
      runNemesis(field, { ...nemesis, ...faults, stop }),
    );
  clearInterval(telling);
  return Math.round((Date.now() - from) / 1_000);
}

/** Runs it until the time is over or so many messages are acknowledged. */
async function untilEnough(
  { seconds, messages = Infinity }: { seconds: number; messages?: number | undefined },
  { counts }: Journal,
  run: (stop: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const until = Date.now() + seconds * 1_000;
  const looking = setInterval(() => {
    if (Date.now() >= until || counts.messages >= messages) stop.abort();
  }, 100);
  await run(stop.signal).finally(() => {
    clearInterval(looking);
  });
}

function tellState({ counts, faults, wrong }: Journal): string {
  const mib = Math.round(process.memoryUsage().rss / 2 ** 20);
  return `${counts.messages} messages, ${faults.length} faults, ${wrong.length} wrong, ${mib} MiB here`;
}
