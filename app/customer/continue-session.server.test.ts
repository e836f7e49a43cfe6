import { afterAll, beforeAll, expect, test } from "vitest";
import type { Viewer } from "~/accounts/user";
import { readEvents } from "~/conversation/event-log.server";
import type { DurableEvent } from "~/conversation/events";
import { postMessage } from "~/conversation/post-message.server";
import { resolveSession } from "~/debrief/resolve-session.server";
import type { CustomerPace } from "~/env.server";
import { inSlices } from "~/lib/in-slices.server";
import { getScenario } from "~/scenarios/catalogue.server";
import { accessSession } from "~/sessions/access-session.server";
import { slaClock } from "~/sessions/sla";
import { startSession } from "~/sessions/start-session.server";
import { expectLaw } from "../../tests/support/law";
import { createTestServices, type TestServices } from "../../tests/support/services";
import { continueSession } from "./continue-session.server";
import { interruptCustomer } from "./interrupt.server";
import { type JournalTurn, replaySteps } from "./replay";
import { runDueEffects } from "./run-due-effects.server";
import { takeAction } from "./take-action.server";

const worlds = new Map<CustomerPace, { world: TestServices; trainee: Viewer }>();
beforeAll(async () => {
  for (const pace of ["real", "instant"] as const) {
    const world = await createTestServices({ pace });
    worlds.set(pace, { world, trainee: await world.createUser() });
  }
});
afterAll(() => Promise.all([...worlds.values()].map(({ world }) => world.close())));

/** A trainee at their desk: time passes only as they let it. */
function deskAt(pace: CustomerPace) {
  const { world, trainee } = worlds.get(pace) ?? expect.fail();
  const { services, clock } = world;
  const access = (id: string) => accessSession(services, trainee, id);
  const wait = async (id: string, seconds: number) => {
    const until = clock.now().getTime() + seconds * 1_000;
    for (;;) {
      const next = await services.db.dueEffect.findFirst({
        where: { sessionId: id },
        orderBy: [{ dueAt: "asc" }, { id: "asc" }],
      });
      if (!next || next.dueAt.getTime() > until) break;
      clock.advance(Math.max(0, next.dueAt.getTime() - clock.now().getTime()));
      await runDueEffects(services, id);
    }
    clock.advance(until - clock.now().getTime());
  };
  return {
    ...{ services, clock, trainee, access, wait },
    start: async () => {
      const id = await startSession(services, trainee, { scenarioId: "mfa-new-phone", seed: 11 });
      await wait(id, 20);
      return id;
    },
    say: async (id: string, text: string, seconds = 30) => {
      const posted = await postMessage(services, await access(id), { key: text, text });
      await wait(id, seconds);
      return posted.message.seq;
    },
    use: async (id: string, tool: string) => {
      const { action } = await takeAction(services, await access(id), { key: tool, tool });
      await wait(id, 15);
      return action.seq;
    },
    type: async (id: string) => {
      await interruptCustomer(services, await access(id));
      await runDueEffects(services, id);
    },
    end: async (id: string) => {
      const given = { category: "access", rootCause: "phone", code: "solved", notes: "" } as const;
      await resolveSession(services, await access(id), { ...given, key: "end" });
    },
    log: async (id: string, before = Infinity) =>
      (await readEvents(services.sql, id, 0, 300)).filter(({ data }) => data.seq < before),
    stateOf: async (id: string) =>
      (await services.db.customerState.findUniqueOrThrow({ where: { sessionId: id } })).state,
  };
}
type Desk = ReturnType<typeof deskAt>;

/** Typing, haste, silence, tools: all that makes the customer's turns. */
async function playBadly(desk: Desk) {
  const id = await desk.start();
  const asked = await desk.say(id, "What do you see when you sign in?", 3);
  await desk.type(id);
  await desk.wait(id, 40);
  const hasty = await desk.say(id, "Has anything changed?", 1);
  const second = await desk.say(id, "Is anyone else affected?", 130);
  const tool = await desk.use(id, "reset_mfa");
  const last = await desk.say(id, "Does it work now?");
  await desk.end(id);
  return { id, asked, hasty, second, tool, last };
}

const timeOf = ({ data }: DurableEvent) =>
  Date.parse("createdAt" in data ? data.createdAt : data.at);
function secondsBetween(events: DurableEvent[], from: number, to: number): number {
  const at = (seq: number) => timeOf(events.find(({ data }) => data.seq === seq) ?? expect.fail());
  return (at(to) - at(from)) / 1_000;
}

const bare = (events: DurableEvent[]) =>
  events.map(({ type, data }) => [
    ...[type, data.seq],
    "text" in data ? [data.author, data.text, data.clientMessageId] : data,
  ]);
/** Without the times of tools, which are shifted. */
const told = (events: DurableEvent[]) => JSON.stringify(bare(events)).replace(/"at":"[^"]*"/g, "");

for (const pace of ["real", "instant"] as const) {
  test(`the journal gives the customer's state again, at the pace ${pace}`, async () => {
    const desk = deskAt(pace);
    const { id } = await playBadly(desk);
    const session = await desk.access(id);
    const journal = await desk.services.db.customerTurn.findMany({
      where: { sessionId: id },
      orderBy: { turn: "asc" },
    });
    const scenario = await getScenario(desk.services, session.scenarioId, session.scenarioVersion);
    const steps = replaySteps(scenario, session, journal as JournalTurn[]);
    const { state } = await inSlices(steps);
    expect(journal.length).toBeGreaterThan(5);
    expect(state).toEqual(await desk.stateOf(id));
  });

  test(`whoever says the same again gets the same answers, at the pace ${pace}`, async () => {
    const desk = deskAt(pace);
    const id = await desk.start();
    await desk.say(id, "What do you see when you sign in?");
    const fork = await desk.say(id, "Which phone approves your sign-in?");
    await desk.say(id, "Could I have your staff number?");
    await desk.end(id);
    const again = await continueSession(desk.services, await desk.access(id), {
      seq: fork,
      key: "a",
    });
    // The customer's silence counts, too: it lasts as long as the first time.
    await desk.wait(again, secondsBetween(await desk.log(id), fork - 1, fork));
    await desk.say(again, "Which phone approves your sign-in?");
    await desk.say(again, "Could I have your staff number?");
    const lines = async (of: string) =>
      (await desk.log(of)).flatMap((event) =>
        event.type === "message.posted" && event.data.author.role === "customer"
          ? [event.data.text]
          : [],
      );
    expect(await lines(again)).toEqual(await lines(id));
  });
}

test("a new session has the same log up to just before the message, and says where it goes on", async () => {
  const desk = deskAt("real");
  const played = await playBadly(desk);
  for (const seq of [played.asked, played.second, played.tool, played.last]) {
    const session = await desk.access(played.id);
    const id = await continueSession(desk.services, session, { seq, key: `at ${String(seq)}` });
    const copied = await desk.log(id);
    expect(told(copied.slice(0, -1))).toBe(told(await desk.log(played.id, seq)));
    expect(copied.map(({ data }) => data.seq)).toEqual(copied.map((_, index) => index + 1));
    expect(copied.at(-1)).toMatchObject({
      data: {
        seq,
        author: { role: "system" },
        text: expect.stringContaining("goes on from here") as unknown,
      },
    });
    const { scenarioVersion, seed, level, continuedFromId, continuedSeq, head } =
      await desk.access(id);
    expect({ scenarioVersion, seed, level }).toEqual({
      ...{ scenarioVersion: session.scenarioVersion, seed: session.seed, level: session.level },
    });
    expect([continuedFromId, continuedSeq, head]).toEqual([played.id, seq - 1, seq]);
    expect(
      new Set(copied.flatMap(({ data }) => ("sessionId" in data ? [data.sessionId] : []))),
    ).toEqual(new Set([id]));
  }
});

test("the clocks show what they showed when the last line above was written", async () => {
  const desk = deskAt("real");
  const played = await playBadly(desk);
  const { startedAt } = await desk.access(played.id);
  const shown = timeOf((await desk.log(played.id, played.last)).at(-1) ?? expect.fail());
  desk.clock.advance(86_400_000);
  const id = await continueSession(desk.services, await desk.access(played.id), {
    ...{ seq: played.last, key: "clocks" },
  });
  const sla = { firstResponseSeconds: 60, resolutionSeconds: 1_200 };
  const later = await desk.access(id);
  expect(slaClock(sla, true, later.startedAt.getTime(), desk.clock.now().getTime())).toEqual(
    slaClock(sla, true, startedAt.getTime(), shown),
  );
});

test("a line that was still to come is said, and an interrupted one is no more lost", async () => {
  const desk = deskAt("real");
  const played = await playBadly(desk);
  // Sent one second after the message before, so that its answer was still to come.
  const id = await continueSession(desk.services, await desk.access(played.id), {
    ...{ seq: played.second, key: "still to come" },
  });
  const { events } = await expectLaw(desk.services, desk.trainee, id, () => desk.wait(id, 30));
  expect(events).toContainEqual(
    expect.objectContaining({
      type: "message.posted",
      data: expect.objectContaining({
        author: { role: "customer", name: "Priya Raman" },
      }) as unknown,
    }),
  );
});

test("the same form again goes to the session that it made first; another's key is refused", async () => {
  const desk = deskAt("instant");
  const { id, asked, last } = await playBadly(desk);
  const session = await desk.access(id);
  const make = (seq: number) => continueSession(desk.services, session, { seq, key: "twice" });
  const [first, ...others] = await Promise.all([make(asked), make(asked), make(asked)]);
  expect(new Set(others)).toEqual(new Set([first]));
  await expect(make(last)).rejects.toMatchObject({ code: "idempotency_key_reused" });
});

test("one goes on from one's own messages in ended sessions, and nobody else does", async () => {
  const desk = deskAt("instant");
  const active = await desk.start();
  const seq = await desk.say(active, "Hello there");
  const go = async (id: string, at: number, viewer = desk.trainee) =>
    continueSession(desk.services, await accessSession(desk.services, viewer, id), {
      ...{ seq: at, key: crypto.randomUUID() },
    });
  await expect(go(active, seq)).rejects.toMatchObject({ code: "session_active" });
  await desk.end(active);
  for (const at of [0, 1, seq + 1, 9_999]) {
    await expect(go(active, at)).rejects.toMatchObject({ code: "invalid_input" });
  }
  const { world } = worlds.get("instant") ?? expect.fail();
  await expect(go(active, seq, await world.createUser("trainer"))).rejects.toMatchObject({
    code: "read_only",
  });
});

test("what goes on can be gone on from once more", async () => {
  const desk = deskAt("real");
  const { id, second } = await playBadly(desk);
  const once = await continueSession(desk.services, await desk.access(id), {
    seq: second,
    key: "once",
  });
  await desk.wait(once, 20);
  const seq = await desk.say(once, "Which phone approves your sign-in?");
  await desk.end(once);
  const twice = await continueSession(desk.services, await desk.access(once), { seq, key: "2" });
  expect(told((await desk.log(twice)).slice(0, -1))).toBe(told(await desk.log(once, seq)));
});
