import { setMaxListeners } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { createRng, type Rng } from "~/lib/rng";
import { startRedis } from "../support/redis";
import { checkWorld, readHeads, untilCustomersAreQuiet } from "./evidence";
import { createJournal, type Journal } from "./journal";
import { runNemesis, runPlan } from "./nemesis";
import { createObserver, follow, type Following, type Observer } from "./observer";
import { type ChaosPostgres, startChaosPostgres } from "./postgres";
import { makeReport, type Report } from "./report";
import { startWorld, type World } from "./world";
import { write } from "./writer";

export type ChaosOptions = {
  seed: number;
  /** For how long faults come, drawn by the seed; or which, one after the other. */
  faults: { seconds: number } | { plan: readonly string[] };
  /** Between two faults, on average. */
  faultEveryMs: number;
  log(line: string): void;
};

const processesOfEach = 2;
const catchUpWithinMs = 60_000;
/** What the trainee says to a customer who answers at once. */
const questions = [
  "Hello, thanks for getting in touch. What exactly do you see on the screen?",
  "Did you get a new phone lately?",
  "Could you tell me your employee number, please?",
  "Thank you. I am looking into it now.",
  "Please try to sign in again and tell me what happens.",
];

/**
 * Writers and observers over real HTTP against two worlds of two app processes each, one with
 * customers that answer, on one PostgreSQL and one Redis, while a nemesis breaks them. Then
 * everything is mended, and what was written, stored and seen is compared.
 */
export async function runChaos({ seed, faults, faultEveryMs, log }: ChaosOptions): Promise<Report> {
  const journal = createJournal();
  const postgres = await startChaosPostgres();
  const redis = await startRedis();
  const ground = { postgres, redis, journal };
  const quiet = { name: "quiet", pace: "off", redisDb: 0, processes: processesOfEach } as const;
  const lively = {
    name: "lively",
    pace: "instant",
    redisDb: 1,
    processes: processesOfEach,
  } as const;
  const worlds: World[] = [];
  try {
    worlds.push(...(await Promise.all([quiet, lively].map((one) => startWorld(ground, one)))));
    log(`${worlds.length * processesOfEach} processes are up; faults from here, seed ${seed}`);
    const traffic = await startTraffic(worlds, journal, seed);
    const apps = worlds.flatMap((world) => world.apps);
    const redisDbs = worlds.map(({ redisDb }) => redisDb);
    const field = { apps, redis, redisDbs, postgres };
    const nemesis = { seed, everyMs: faultEveryMs, journal };
    const from = Date.now();
    const telling = setInterval(() => log(tellState(journal)), 30_000);
    if ("plan" in faults) await runPlan(field, faults.plan, nemesis);
    else await runNemesis(field, { ...nemesis, stop: AbortSignal.timeout(faults.seconds * 1_000) });
    const seconds = Math.round((Date.now() - from) / 1_000);
    clearInterval(telling);
    await Promise.all(apps.map((app) => app.revive()));
    log("all is mended; writers finish and observers catch up");
    const { quietMs: customersQuietMs, heads } = await traffic.finish(postgres);
    const checks = [];
    for (const world of worlds)
      checks.push(await checkWorld(ground, world, { heads, rng: createRng(seed, -3) }));
    await Promise.all(worlds.splice(0).map((world) => world.stop()));
    return makeReport(journal, {
      ...{ seed, seconds, processes: apps.length, customersQuietMs },
      findings: checks.flatMap(({ findings }) => findings),
      events: checks.reduce((sum, { events }) => sum + events, 0),
    });
  } finally {
    await Promise.all(worlds.map((world) => world.stop()));
    await redis.stop();
    await postgres.stop();
  }
}

function tellState({ acknowledged, faults, wrong }: Journal): string {
  const messages = [...acknowledged.values()].flat().length;
  return `${messages} messages, ${faults.length} faults, ${wrong.length} wrong`;
}

type Traffic = {
  /**
   * Ends the writing, waits for customers and observers; returns how long the customers took,
   * and the head of each session, up to which all have been followed: later on a customer
   * may lose patience, with nobody there to see it.
   */
  finish(postgres: ChaosPostgres): Promise<{ quietMs: number | null; heads: Map<string, number> }>;
};

async function startTraffic(
  worlds: readonly World[],
  journal: Journal,
  seed: number,
): Promise<Traffic> {
  const noMoreWriting = new AbortController();
  const noMoreReading = new AbortController();
  // Everyone listens to these two.
  setMaxListeners(0, noMoreWriting.signal, noMoreReading.signal);
  const writing: Promise<unknown>[] = [];
  const observers: { world: World; observer: Observer }[] = [];
  const reading: Promise<void>[] = [];
  let drawn = 0;
  const nextRng = (): Rng => createRng(seed, (drawn -= 1) - 10);
  const post = (world: World, session: string, name: string, everyMs: number) =>
    write(world.caller(nextRng()), {
      ...{ name, session, everyMs, stop: noMoreWriting.signal },
      line: (n) =>
        world.pace === "off" ? `${name} says ${n}` : (questions[(n - 1) % questions.length] ?? "?"),
    });
  const watch = (
    world: World,
    session: { id: string; cursor: string },
    ways: Following["how"][],
  ) => {
    ways.forEach((how, n) => {
      const observer = createObserver(world.caller(nextRng()), {
        ...{ name: `${how} ${n + 1}`, session: session.id, cursor: session.cursor, how },
        ...{ stop: noMoreReading.signal, hurry: noMoreWriting.signal },
      });
      observers.push({ world, observer });
      reading.push(follow(observer));
    });
  };
  const converse = async (world: World, name: string): Promise<void> => {
    for (let nth = 1; !noMoreWriting.signal.aborted; nth += 1) {
      const session = await world.startSession(nextRng());
      watch(world, session, ["stream", "poll"]);
      await post(world, session.id, `${name}-${nth}`, 900);
    }
  };
  for (const world of worlds) {
    if (world.pace === "instant") {
      for (const name of ["ann", "ben", "cho"]) writing.push(converse(world, name));
      continue;
    }
    const hot = await world.startSession(nextRng());
    watch(world, hot, ["stream", "stream", "stream", "poll", "sleeper"]);
    for (let n = 1; n <= 4; n += 1) writing.push(post(world, hot.id, `hot${n}`, 60));
    for (let n = 1; n <= 5; n += 1) {
      const session = await world.startSession(nextRng());
      watch(world, session, ["stream", n % 2 === 0 ? "poll" : "stream"]);
      writing.push(post(world, session.id, `calm${n}`, 250));
    }
  }
  return {
    async finish(postgres) {
      noMoreWriting.abort();
      await Promise.all(writing);
      let quietMs: number | null = 0;
      const all = new Map<string, number>();
      for (const world of worlds) {
        const took = await untilCustomersAreQuiet(postgres, world);
        if (took === null) journal.noteWrong(`customers in ${world.name} still owe an answer`);
        quietMs = took === null || quietMs === null ? null : Math.max(quietMs, took);
        const heads = await readHeads(postgres, world);
        for (const [session, head] of heads) all.set(session, head);
        const own = observers.filter((one) => one.world === world);
        const reached = own.map(({ observer }) => observer.reach(heads.get(observer.session) ?? 0));
        await Promise.race([Promise.all(reached), pause(catchUpWithinMs)]);
      }
      noMoreReading.abort();
      await Promise.all(reading);
      return { quietMs, heads: all };
    },
  };
}
