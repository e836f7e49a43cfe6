import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "~/accounts/user";
import { readEvents } from "~/conversation/event-log.server";
import type { SessionEvent } from "~/conversation/events";
import { postMessage } from "~/conversation/post-message.server";
import { closeServices, createServices } from "~/services.server";
import { accessSession } from "~/sessions/access-session.server";
import { startSession } from "~/sessions/start-session.server";
import { expectLaw } from "../../tests/support/law";
import { createTestServices, type TestServices } from "../../tests/support/services";
import { interruptCustomer } from "./interrupt.server";
import { runDueEffects } from "./run-due-effects.server";

let world: TestServices;
let trainee: Viewer;

beforeAll(async () => {
  world = await createTestServices({ pace: "real" });
  trainee = await world.createUser();
});
afterAll(() => world.close());

const question = "What does the message on the screen say exactly?";
const access = (id: string) => accessSession(world.services, trainee, id);
const start = () => startSession(world.services, trainee, { scenarioId: "mfa-new-phone", seed: 5 });
const dueOf = (sessionId: string) =>
  world.services.db.dueEffect.findMany({
    where: { sessionId },
    orderBy: [{ dueAt: "asc" }, { id: "asc" }],
  });

/** Lets time pass to the next row and runs it, until a wake-up for impatience is all that is left. */
async function play(
  id: string,
  act: () => Promise<unknown> = () => runDueEffects(world.services, id),
) {
  for (let turns = 0; turns < 50; turns += 1) {
    const next = (await dueOf(id))[0];
    if (!next || next.kind === "wake") return;
    world.clock.advance(Math.max(0, next.dueAt.getTime() - world.clock.now().getTime()));
    await act();
  }
  throw new Error("the customer doesn't come to an end");
}
async function opened() {
  const id = await start();
  await play(id);
  return id;
}
const said = async (id: string) =>
  (await readEvents(world.services.sql, id, 0, 300)).flatMap((event) =>
    event.type === "message.posted" && event.data.author.role === "customer" ? [event.data] : [],
  );

test("the customer receives, reads, types and then says it, each in its time", async () => {
  const id = await opened();
  const asked = await postMessage(world.services, await access(id), { key: "k", text: question });
  const { events } = await expectLaw(world.services, trainee, id, () => play(id));
  const kinds = events.map((event: SessionEvent): string => {
    if (event.type === "receipt.changed")
      return event.data.readSeq === asked.message.seq ? "read" : "delivered";
    if (event.type === "typing.changed") return event.data.typing ? "typing" : "still";
    return event.type;
  });
  const order = ["delivered", "read", "typing", "message.posted"].map((kind) =>
    kinds.indexOf(kind),
  );
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(order).not.toContain(-1);
  expect((await said(id)).at(-1)?.text).toMatch(/approve/i);
});

test("nothing is said before its time", async () => {
  const id = await opened();
  await postMessage(world.services, await access(id), { key: "k", text: question });
  const before = await said(id);
  await runDueEffects(world.services, id);
  const [next] = await dueOf(id);
  world.clock.advance((next?.dueAt.getTime() ?? 0) - world.clock.now().getTime() - 1);
  expect(await runDueEffects(world.services, id)).toEqual(next?.dueAt);
  expect(await said(id)).toEqual(before);
});

test("any number of workers at once say everything once", async () => {
  const id = await opened();
  await postMessage(world.services, await access(id), { key: "k", text: question });
  const before = (await said(id)).length;
  await expectLaw(world.services, trainee, id, () =>
    play(id, () => Promise.all(Array.from({ length: 8 }, () => runDueEffects(world.services, id)))),
  );
  const lines = (await said(id)).slice(before);
  expect(lines.length).toBeGreaterThan(0);
  expect(new Set(lines.map(({ text }) => text)).size).toBe(lines.length);
  expect(new Set(lines.map(({ clientMessageId }) => clientMessageId)).size).toBe(lines.length);
});

describe("a crash", () => {
  /** A process that dies in the middle of the n-th row: its transaction never commits. */
  async function dieAt(id: string, row: number): Promise<boolean> {
    const { db } = world.services;
    let count = 0;
    const dying = new Proxy(db, {
      get: (target, name) =>
        name === "$transaction"
          ? (run: (tx: unknown) => Promise<unknown>) =>
              target.$transaction(async (tx) => {
                const done = await run(tx);
                count += 1;
                if (count === row) throw new Error("killed");
                return done;
              })
          : (Reflect.get(target, name) as unknown),
    });
    const died = runDueEffects({ ...world.services, db: dying }, id).then(
      () => false,
      () => true,
    );
    return died;
  }

  test.each([1, 2, 3, 4])("in the middle of row %i loses and repeats nothing", async (row) => {
    const [calm, crashed] = [await opened(), await opened()];
    for (const id of [calm, crashed]) {
      await postMessage(world.services, await access(id), { key: "k", text: question });
    }
    // Everything is due: one run carries it all out.
    world.clock.advance(20_000);
    await runDueEffects(world.services, calm);
    expect(await dieAt(crashed, row)).toBe(true);
    await runDueEffects(world.services, crashed);
    await play(calm);
    await play(crashed);
    const texts = async (id: string) => (await said(id)).map(({ text }) => text);
    expect(await texts(crashed)).toEqual(await texts(calm));
  });

  test("before anything was done leaves the turn where another process finds it", async () => {
    const id = await opened();
    await postMessage(world.services, await access(id), { key: "k", text: question });
    expect((await dueOf(id)).map(({ kind }) => kind)).toContain("turn");
    world.clock.advance(60_000);
    await play(id);
    expect((await said(id)).at(-1)?.text).toMatch(/approve/i);
  });
});

test("a second message while the customer types is answered together with the first", async () => {
  const id = await opened();
  const before = (await said(id)).length;
  await postMessage(world.services, await access(id), { key: "a", text: "Hello, I can help." });
  await runDueEffects(world.services, id);
  world.clock.advance(1_000);
  await postMessage(world.services, await access(id), { key: "b", text: question });
  await play(id);
  const lines = (await said(id)).slice(before).map(({ text }) => text);
  expect(lines.filter((text) => /approve/i.test(text))).toHaveLength(1);
});

test("typing while the customer is about to speak is noticed, else it costs nothing", async () => {
  const id = await opened();
  const quiet = await dueOf(id);
  await interruptCustomer(world.services, await access(id));
  expect(await dueOf(id)).toEqual(quiet);
  await postMessage(world.services, await access(id), { key: "k", text: question });
  await runDueEffects(world.services, id);
  await interruptCustomer(world.services, await access(id));
  expect((await dueOf(id)).map(({ kind }) => kind)).toContain("turn");
  await play(id);
  expect((await said(id)).at(-1)?.text).toMatch(/approve/i);
});

test("a customer who is left waiting says so, and leaves in the end", async () => {
  const id = await opened();
  const spoken = (await said(id)).length;
  await expectLaw(world.services, trainee, id, async () => {
    for (let waits = 0; waits < 20; waits += 1) {
      const [next] = await dueOf(id);
      if (!next) break;
      world.clock.advance(Math.max(0, next.dueAt.getTime() - world.clock.now().getTime()));
      await runDueEffects(world.services, id);
    }
  });
  expect((await said(id)).length).toBeGreaterThan(spoken);
  const session = await access(id);
  expect([session.status, session.endReason]).toEqual(["ended", "customer_left"]);
  expect(await dueOf(id)).toEqual([]);
});

test("an outage costs no patience, however long it was", async () => {
  const id = await opened();
  await postMessage(world.services, await access(id), { key: "k", text: question });
  world.clock.advance(3 * 60 * 60_000);
  const { events } = await expectLaw(world.services, trainee, id, () =>
    runDueEffects(world.services, id),
  );
  const lines = events.flatMap((event: SessionEvent) =>
    event.type === "message.posted" && event.data.author.role === "customer" ? [event.data] : [],
  );
  expect(lines.at(-1)?.text).toMatch(/approve/i);
  expect((await access(id)).status).toBe("active");
  // What the scenario's clock brought meanwhile is said; from here on silence counts as ever.
  await play(id);
  const spoken = (await said(id)).length;
  const [next] = await dueOf(id);
  const waits = (next?.dueAt.getTime() ?? 0) - world.clock.now().getTime();
  expect(waits).toBeGreaterThan(20_000);
  world.clock.advance(waits);
  await runDueEffects(world.services, id);
  await play(id);
  expect((await said(id)).length).toBe(spoken + 1);
});

test("customers of a process that has just started come to forty sessions at once", async () => {
  const { env, log, clock } = world.services;
  const started = await Promise.all(Array.from({ length: 40 }, start));
  const fresh = createServices({ env, databaseUrl: world.databaseUrl, log, clock });
  try {
    await Promise.all(started.map((id) => runDueEffects(fresh, id)));
    expect(
      await fresh.db.customerState.count({ where: { sessionId: { in: started }, turn: 1 } }),
    ).toBe(40);
  } finally {
    await closeServices(fresh);
  }
});
