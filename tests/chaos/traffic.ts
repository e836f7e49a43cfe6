import { setMaxListeners } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { createRng, type Rng } from "~/lib/rng";
import { converse, type Conversation } from "./conversation";
import { readHeads, untilCustomersAreQuiet } from "./evidence";
import type { Journal } from "./journal";
import { createObserver, follow, type Observer } from "./observer";
import type { ChaosPostgres } from "./postgres";
import { sendReceipts } from "./receipt-sender";
import type { World } from "./world";

export type Load = {
  /** Sessions that are written in fast, resolved after a while, and followed by new ones. */
  sessions: number;
  writersEach: number;
  /** From one answer to this writer's next post, on average. */
  everyMs: number;
  /** How long such a session goes on. */
  lastsMs: { low: number; high: number };
};

export type Traffic = {
  /**
   * Ends the writing, waits for customers and observers; returns how long the customers took,
   * and the head of each session, up to which all have been followed: later on a customer
   * may lose patience, with nobody there to see it.
   */
  finish(postgres: ChaosPostgres): Promise<{ quietMs: number | null; heads: Map<string, number> }>;
};

const catchUpWithinMs = 60_000;
/** How long observers stay after the end of a session: what came after it would show. */
const lingerMs = 3_000;

type Following = {
  world: World;
  observer: Observer;
  stop: AbortController;
  /** Nothing more is written in this session. */
  over: AbortController;
};

export function startTraffic(
  worlds: readonly World[],
  { journal, seed, load }: { journal: Journal; seed: number; load: Load },
): Traffic {
  const noMoreWriting = new AbortController();
  setMaxListeners(0, noMoreWriting.signal);
  const following = new Set<Following>();
  const running: Promise<unknown>[] = [];
  let drawn = 0;
  const nextRng = (): Rng => createRng(seed, (drawn -= 1) - 10);

  function watch(world: World, session: { id: string; cursor: string }, ways: Ways): Watching {
    const over = new AbortController();
    setMaxListeners(0, over.signal);
    const own = ways.map((how, n): Following => {
      const stop = new AbortController();
      setMaxListeners(0, stop.signal);
      const observer = createObserver(world.caller(nextRng()), {
        ...{ name: `${how} ${n + 1}`, session: session.id, cursor: session.cursor, how },
        ...{ stop: stop.signal, hurry: over.signal },
      });
      return { world, observer, stop, over };
    });
    for (const one of own) {
      following.add(one);
      const done = Promise.all([follow(one.observer), sendReceipts(one.observer)]);
      void done.then(() => following.delete(one));
    }
    return {
      async leaveAt(head) {
        over.abort();
        await Promise.all(own.map(({ observer }) => observer.reach(head)));
        await pause(lingerMs);
        for (const { stop } of own) stop.abort();
      },
    };
  }

  const stage = { watch, nextRng, stop: noMoreWriting.signal };
  for (const { world, conversation } of castOf(worlds, load)) {
    running.push(converse(stage, world, conversation));
  }

  return {
    async finish(postgres) {
      noMoreWriting.abort();
      for (const { over } of following) over.abort();
      await Promise.all(running);
      let quietMs: number | null = 0;
      const all = new Map<string, number>();
      for (const world of worlds) {
        const took = await untilCustomersAreQuiet(postgres, world);
        if (took === null) journal.noteWrong(`customers in ${world.name} still owe an answer`);
        quietMs = took === null || quietMs === null ? null : Math.max(quietMs, took);
        const heads = await readHeads(postgres, world);
        for (const [session, head] of heads) all.set(session, head);
        const own = [...following].filter((one) => one.world === world);
        const reached = own.map(({ observer }) => observer.reach(heads.get(observer.session) ?? 0));
        await Promise.race([Promise.all(reached), pause(catchUpWithinMs)]);
      }
      for (const { stop } of following) stop.abort();
      while (following.size > 0) await pause(50);
      return { quietMs, heads: all };
    },
  };
}

export type Ways = readonly Observer["how"][];
/** The observers of one session. */
export type Watching = {
  /** The session is over: they leave once they have had everything up to this. */
  leaveAt(head: number): Promise<void>;
};

type Part = { world: World; conversation: Conversation };

/** Who talks: customers that answer; else one hot session, calm ones, and as many fast ones as asked for. */
function castOf(worlds: readonly World[], load: Load): Part[] {
  return worlds.flatMap((world): Part[] => {
    const conversations = world.pace === "instant" ? withCustomers() : withoutCustomers(load);
    return conversations.map((conversation) => ({ world, conversation }));
  });
}

function withCustomers(): Conversation[] {
  return ["ann", "ben", "cho"].map((name) => ({
    ...{ name, writers: 1, everyMs: 900, ways: ["stream", "poll"] },
    ...{ toolEvery: 4, lastsMs: { low: 4_000, high: 40_000 }, asks: true },
  }));
}

function withoutCustomers({ sessions, writersEach, everyMs, lastsMs }: Load): Conversation[] {
  const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1);
  const hotWays = ["stream", "stream", "stream", "poll", "sleeper"] as const;
  return [
    { name: "hot", writers: 4, everyMs: 60, ways: hotWays, toolEvery: 200 },
    ...numbers(5).map((n): Conversation => ({
      ...{ name: `calm${n}`, writers: 1, everyMs: 250, toolEvery: 25 },
      ways: ["stream", n % 2 === 0 ? "poll" : "stream"],
    })),
    ...numbers(sessions).map((n): Conversation => ({
      ...{ name: `fast${n}`, writers: writersEach, everyMs, toolEvery: 100, lastsMs },
      ways: ["stream", n % 2 === 0 ? "sleeper" : "stream"],
    })),
  ];
}
