import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../tests/support/test-database";
import { oneAtATime } from "./one-at-a-time.server";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test("what several start at once is done by one after the other", async () => {
  const steps: string[] = [];
  const work = (name: string) =>
    oneAtATime(database.url, async () => {
      steps.push(`${name} begins`);
      await Promise.resolve();
      await new Promise((resolve) => setImmediate(resolve));
      steps.push(`${name} ends`);
    });
  await Promise.all(["a", "b", "c"].map(work));
  const names = steps.filter((_, n) => n % 2 === 0).map((step) => step.split(" ")[0]);
  expect([...names].sort()).toEqual(["a", "b", "c"]);
  expect(steps).toEqual(names.flatMap((name) => [`${name} begins`, `${name} ends`]));
});

test("one that fails lets the next one in", async () => {
  const failing = oneAtATime(database.url, () => Promise.reject(new Error("no")));
  await expect(failing).rejects.toThrow("no");
  expect(await oneAtATime(database.url, () => Promise.resolve("done"))).toBe("done");
});
