import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestServices, type TestServices } from "../../tests/support/services";
import { getProgress } from "./get-progress.server";

let world: TestServices;
beforeAll(async () => {
  world = await createTestServices();
});
afterAll(() => world.close());

test("all attempts are counted, though only the latest hundred are looked at", async () => {
  const { db, clock } = world.services;
  const trainee = await world.createUser();
  const { scenarioId, version } = await db.scenarioVersion.findFirstOrThrow();
  const sessions = Array.from({ length: 103 }, (_, n) => ({
    ...{ id: randomUUID(), scenarioId, scenarioVersion: version, traineeId: trainee.id },
    ...{ seed: n, level: 1, ticketNumber: `INC-${String(n)}` },
    ...{ status: "ended", endReason: "resolved" },
    ...{ startedAt: clock.now(), endedAt: clock.now() },
    // One of them goes on from the middle of another, and isn't counted.
    continuedSeq: n === 0 ? 3 : null,
  }));
  await db.session.createMany({ data: sessions });
  const result = { criteria: [], times: { firstResponseSeconds: 1, longestWait: { seconds: 1 } } };
  await db.debrief.createMany({
    data: sessions.map(({ id }) => ({
      ...{ sessionId: id, outcome: "partial", score: 50, result, createdAt: clock.now() },
    })),
  });
  const progress = await getProgress(world.services, trainee, { traineeId: trainee.id });
  expect([progress.attempts, progress.scenarios]).toEqual([102, 1]);
});
