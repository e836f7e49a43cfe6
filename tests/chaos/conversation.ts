import type { Rng } from "~/lib/rng";
import { askUntilAnswered, readAnswer } from "./caller";
import { resolve, useTool } from "./deed-doer";
import type { Ways, Watching } from "./traffic";
import type { World } from "./world";
import { write } from "./writer";

/** One session after the other, each with its writers and observers. */
export type Conversation = {
  name: string;
  writers: number;
  everyMs: number;
  ways: Ways;
  /** The first writer uses a tool after each so many of its messages. */
  toolEvery: number;
  /** After so long the first writer resolves the session; without it goes on to the end. */
  lastsMs?: { low: number; high: number };
  /** Puts questions that a customer answers. */
  asks?: true;
};

export type Stage = {
  watch(world: World, session: { id: string; cursor: string }, ways: Ways): Watching;
  nextRng(): Rng;
  /** Aborted when nothing more shall be written. */
  stop: AbortSignal;
};

/** What the trainee says to a customer who answers at once. */
const questions = [
  "Hello, thanks for getting in touch. What exactly do you see on the screen?",
  "Did you get a new phone lately?",
  "Could you tell me your employee number, please?",
  "Thank you. I am looking into it now.",
  "Please try to sign in again and tell me what happens.",
];

/** Sessions that end, resolved or because the customer left, are followed by new ones. */
export async function converse(
  stage: Stage,
  world: World,
  conversation: Conversation,
): Promise<void> {
  const { name, writers, ways } = conversation;
  for (let nth = 1; !stage.stop.aborted; nth += 1) {
    const session = await world.startSession(stage.nextRng());
    const watching = stage.watch(world, session, ways);
    const names = Array.from({ length: writers }, (_, n) => `${name}-${nth}-${n + 1}`);
    const writing = names.map((who, n) =>
      speak(stage, world, { conversation, who, session: session.id, leads: n === 0 }),
    );
    const ended = (await Promise.all(writing)).includes("ended");
    if (ended) void watching.leaveAt(await headOf(world, stage.nextRng(), session.id));
  }
}

type Part = { conversation: Conversation; who: string; session: string; leads: boolean };

function speak(
  stage: Stage,
  world: World,
  { conversation, who, session, leads }: Part,
): Promise<"stopped" | "ended"> {
  const { everyMs, asks } = conversation;
  const caller = world.caller(stage.nextRng());
  const line = (n: number): string =>
    asks ? (questions[(n - 1) % questions.length] ?? "?") : `${who} says ${n}`;
  const beside = leads ? lead(stage, world, { conversation, who, session }) : undefined;
  const writing = write(caller, {
    ...{ name: who, session, line, everyMs, stop: stage.stop },
    ...(beside ? { beside } : {}),
  });
  return writing.finally(() => caller.agent().destroy());
}

/** What the first writer does beside: tools, and the resolution when it is time. */
function lead(
  stage: Stage,
  world: World,
  { conversation, who, session }: Omit<Part, "leads">,
): (n: number) => Promise<"ended" | "goes on"> {
  const { toolEvery, lastsMs } = conversation;
  const callers = [world.caller(stage.nextRng()), world.caller(stage.nextRng())] as const;
  const rng = stage.nextRng();
  const endAt = lastsMs ? Date.now() + rng.between(lastsMs.low, lastsMs.high) : Infinity;
  return async (n) => {
    if (n % toolEvery === 0) {
      const after = await useTool(callers[0], session, `${who}-tool-${n}`);
      if (after === "ended") return after;
    }
    if (Date.now() < endAt || stage.stop.aborted) return "goes on";
    await resolve(callers, session, who);
    for (const caller of callers) caller.agent().destroy();
    return "ended";
  };
}

async function headOf(world: World, rng: Rng, session: string): Promise<number> {
  const caller = world.caller(rng);
  const { reply } = await askUntilAnswered(caller, `/sessions/${session}`, {});
  caller.agent().destroy();
  const { cursor } = readAnswer(reply) as { cursor: string };
  return Number(cursor.split(":")[1]);
}
