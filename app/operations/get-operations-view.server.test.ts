import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestServices, type TestServices } from "../../tests/support/services";
import { getOperationsView } from "./get-operations-view.server";

let given: TestServices;

beforeAll(async () => {
  given = await createTestServices();
});
afterAll(() => given.close());

test("a trainer sees how the process that answers is doing", async () => {
  const { services, clock, createUser } = given;
  services.metrics.resets.inc();
  const view = await getOperationsView(services, await createUser("trainer"));
  expect(view).toMatchObject({
    readAt: clock.now().toISOString(),
    process: { pid: process.pid },
    readiness: { database: "ready", redis: null },
  });
  expect(view.counters).toContainEqual({ name: "resets", value: 1 });
  expect(Date.parse(view.process.startedAt)).toBeLessThan(Date.now());
});

test("a trainee does not", async () => {
  const { services, createUser } = given;
  await expect(getOperationsView(services, await createUser())).rejects.toMatchObject({
    code: "forbidden",
  });
});
