import { afterAll, beforeAll, expect, test } from "vitest";
import { runDueEffects } from "~/customer/run-due-effects.server";
import { accessSession } from "~/sessions/access-session.server";
import { startSession } from "~/sessions/start-session.server";
import { createTestServices, type TestServices } from "../../../tests/support/services";
import { waitForUpdates } from "./updates.server";

let world: TestServices;
beforeAll(async () => {
  world = await createTestServices({ pace: "off" });
});
afterAll(() => world.close());

test("nobody is waited for who left before the waiting began", async () => {
  const { services } = world;
  const trainee = await world.createUser();
  const id = await startSession(services, trainee, { scenarioId: "mfa-new-phone", seed: 1 });
  await runDueEffects(services, id);
  const session = await accessSession(services, trainee, id);
  const waiting = { cursor: null, waitMs: 3_600_000, signal: AbortSignal.abort() };
  const { cursor } = await waitForUpdates(services, session, { ...waiting, waitMs: 0 });
  const updates = await waitForUpdates(services, session, { ...waiting, cursor });
  expect(updates).toMatchObject({ events: [], cursor });
});
