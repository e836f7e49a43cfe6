import { afterAll, beforeAll, expect, test } from "vitest";
import type { Viewer } from "~/accounts/user";
import { accessSession } from "~/sessions/access-session.server";
import { startSession } from "~/sessions/start-session.server";
import { expectLaw } from "../../tests/support/law";
import { createTestServices, type TestServices } from "../../tests/support/services";
import { runDueEffects } from "./run-due-effects.server";
import { takeAction } from "./take-action.server";

let world: TestServices;
let trainee: Viewer;

beforeAll(async () => {
  world = await createTestServices();
  trainee = await world.createUser();
});
afterAll(() => world.close());

async function started() {
  const id = await startSession(world.services, trainee, { scenarioId: "mfa-new-phone", seed: 1 });
  await runDueEffects(world.services, id);
  return accessSession(world.services, trainee, id);
}

test("a tool is an event with a system line behind it, and both are there when it returns", async () => {
  const session = await started();
  const { result, events } = await expectLaw(world.services, trainee, session.id, () =>
    takeAction(world.services, session, { key: "k", tool: "lookup_user" }),
  );
  expect(result.action).toMatchObject({
    seq: session.head + 1,
    tool: "lookup_user",
    by: trainee.name,
  });
  expect(events[0]).toEqual({ type: "action.taken", data: result.action });
  expect(events[1]).toMatchObject({ type: "message.posted", data: { author: { role: "system" } } });
  expect(result.head).toBeGreaterThan(result.action.seq);
});

test("a tool is still answered in a session that has been open for 25 days", async () => {
  const patient = await createTestServices({ pace: "off" });
  const somebody = await patient.createUser();
  const { services } = patient;
  const id = await startSession(services, somebody, { scenarioId: "mfa-new-phone", seed: 1 });
  await runDueEffects(services, id);
  patient.clock.advance(25 * 86_400_000);
  const session = await accessSession(services, somebody, id);
  const { events } = await expectLaw(services, somebody, id, () =>
    takeAction(services, session, { key: "k", tool: "lookup_user" }),
  );
  await patient.close();
  expect(events[1]).toMatchObject({ data: { author: { role: "system" } } });
});

test("a customer who leaves while a tool is used leaves a session that gets its score", async () => {
  const session = await started();
  const woken: string[] = [];
  const turns = { ...world.services.turns, wake: (id: string) => woken.push(id) };
  // Nobody writes; whenever the customer is about to speak up, a tool is used first.
  const where = { sessionId: session.id };
  for (let uses = 0; uses < 20; uses += 1) {
    const next = await world.services.db.dueEffect.findFirst({ where });
    if (!next) break;
    world.clock.advance(Math.max(0, next.dueAt.getTime() - world.clock.now().getTime()));
    await takeAction({ ...world.services, turns }, session, {
      ...{ key: `k${String(uses)}`, tool: "lookup_user" },
    });
  }
  const { status } = await accessSession(world.services, trainee, session.id);
  expect([status, woken.at(-1)]).toEqual(["ended", session.id]);
});

test("a repeated tool changes the world once", async () => {
  const session = await started();
  const use = () => takeAction(world.services, session, { key: "k", tool: "reset_mfa" });
  const { result } = await expectLaw(world.services, trainee, session.id, () =>
    Promise.all([use(), use(), use(), use()]),
  );
  expect(result.filter(({ replayed }) => !replayed)).toHaveLength(1);
  expect(new Set(result.map(({ action }) => action.seq)).size).toBe(1);
  const again = await expectLaw(world.services, trainee, session.id, use);
  expect(again.events).toEqual([{ type: "action.taken", data: again.result.action }]);
});

test("a key is for one tool with its arguments, whatever the order of these", async () => {
  const session = await started();
  const use = (tool: string, args?: Record<string, string>) =>
    takeAction(world.services, session, { key: "k", tool, ...(args ? { args } : {}) });
  await use("lookup_user", { a: "1", b: "2" });
  expect((await use("lookup_user", { b: "2", a: "1" })).replayed).toBe(true);
  const others = [use("unlock_account"), use("lookup_user", { a: "1" }), use("lookup_user")];
  await Promise.all(
    others.map((other) => expect(other).rejects.toMatchObject({ code: "idempotency_key_reused" })),
  );
});

test("what the scenario doesn't offer, and a trainer's wish, change nothing", async () => {
  const session = await started();
  const trainer = await world.createUser("trainer");
  const seen = await accessSession(world.services, trainer, session.id);
  const { events } = await expectLaw(world.services, trainee, session.id, async () => {
    const key = "k";
    await expect(
      takeAction(world.services, session, { key, tool: "printer_map" }),
    ).rejects.toMatchObject({ code: "unknown_tool" });
    await expect(
      takeAction(world.services, seen, { key, tool: "lookup_user" }),
    ).rejects.toMatchObject({ code: "read_only" });
  });
  expect(events).toEqual([]);
});
