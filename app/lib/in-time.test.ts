import { expect, test } from "vitest";
import { inTime } from "./in-time";

const never = new Promise<never>(() => undefined);

test("what comes in time is passed on, a failure too", async () => {
  expect(await inTime(60_000, Promise.resolve("here"), () => "late")).toBe("here");
  const failing = inTime(60_000, Promise.reject(new Error("broken")), () => "late");
  await expect(failing).rejects.toThrow("broken");
});

test("for what doesn't there is another answer, or an error", async () => {
  expect(await inTime(1, never, () => "late")).toBe("late");
  const refused = inTime(1, never, () => {
    throw new Error("too late");
  });
  await expect(refused).rejects.toThrow("too late");
});
