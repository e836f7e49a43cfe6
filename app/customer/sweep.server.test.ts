import { afterAll, beforeAll, expect, test } from "vitest";
import { startSession } from "~/sessions/start-session.server";
import { createTestServices, type TestServices } from "../../tests/support/services";
import { startSweep } from "./sweep.server";

let world: TestServices;
beforeAll(async () => {
  world = await createTestServices();
});
afterAll(() => world.close());

test("a session that ended just before the process did is scored when the next one starts", async () => {
  const { services } = world;
  const trainee = await world.createUser();
  const [ended, active] = await Promise.all(
    ["a", "b"].map((key) => startSession(services, trainee, { scenarioId: "robot-voice", key })),
  );
  await services.db.dueEffect.deleteMany();
  await services.db.session.update({
    where: { id: ended ?? "" },
    data: { status: "ended", endReason: "customer_left", endedAt: services.clock.now() },
  });
  const woken: string[] = [];
  const turns = { ...services.turns, wake: (id: string) => woken.push(id) };
  const stop = startSweep({ ...services, turns });
  await expect.poll(() => woken).toEqual([ended]);
  stop();
  expect(woken).not.toContain(active);
});
