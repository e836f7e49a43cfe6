import { afterAll, beforeAll, expect, test } from "vitest";
import type { Viewer } from "~/accounts/user";
import { postMessage } from "~/conversation/post-message.server";
import { runDueEffects } from "~/customer/run-due-effects.server";
import { accessSession } from "~/sessions/access-session.server";
import { startSession } from "~/sessions/start-session.server";
import { expectLaw } from "../../tests/support/law";
import { createTestServices, type TestServices } from "../../tests/support/services";
import { getDebrief } from "./get-debrief.server";
import type { Resolution } from "./resolution";
import { resolveSession } from "./resolve-session.server";

let world: TestServices;
let trainee: Viewer;

beforeAll(async () => {
  world = await createTestServices({ pace: "real" });
  trainee = await world.createUser();
});
afterAll(() => world.close());

const resolution: Resolution = {
  category: "access",
  rootCause: "new phone",
  code: "solved",
  notes: "",
};
const access = (id: string) => accessSession(world.services, trainee, id);
async function started() {
  const id = await startSession(world.services, trainee, { scenarioId: "mfa-new-phone", seed: 1 });
  await runDueEffects(world.services, id);
  return access(id);
}

test("a resolution ends the session, with nothing due any more, and keeps the score", async () => {
  const session = await started();
  await postMessage(world.services, session, { key: "k", text: "What do you see?" });
  const { events } = await expectLaw(world.services, trainee, session.id, () =>
    resolveSession(world.services, session, { ...resolution, key: "r" }),
  );
  expect(events.at(-1)).toMatchObject({ type: "session.changed", data: { status: "ended" } });
  expect(await world.services.db.dueEffect.count({ where: { sessionId: session.id } })).toBe(0);
  const ended = await access(session.id);
  expect([ended.status, ended.endReason]).toEqual(["ended", "resolved"]);
  const debrief = await getDebrief(world.services, ended);
  expect(await getDebrief(world.services, ended)).toEqual(debrief);
});

test("the whole contact lasts until the resolution, not until the last line", async () => {
  const session = await started();
  const text = "Give me ten minutes, please.";
  await postMessage(world.services, session, { key: "k", text });
  world.clock.advance(20_000);
  await runDueEffects(world.services, session.id);
  world.clock.advance(180_000);
  await resolveSession(world.services, session, { ...resolution, key: "r" });
  const { times } = await getDebrief(world.services, await access(session.id));
  expect(times.resolutionSeconds).toBe(200);
});

test("resolved many times at once it ends once", async () => {
  const session = await started();
  const { result, events } = await expectLaw(world.services, trainee, session.id, () =>
    Promise.all(
      Array.from({ length: 6 }, () =>
        resolveSession(world.services, session, { ...resolution, key: "r" }),
      ),
    ),
  );
  expect(result.filter(({ replayed }) => !replayed)).toHaveLength(1);
  expect(events.filter(({ type }) => type === "session.changed")).toHaveLength(1);
});

test("posts at the moment of the end are either in the log before it or refused", async () => {
  const session = await started();
  const posts = Array.from({ length: 20 }, (_, n) =>
    postMessage(world.services, session, { key: `k-${String(n)}`, text: `line ${String(n)}` }),
  );
  const resolved = resolveSession(world.services, session, { ...resolution, key: "r" });
  const outcomes = await Promise.allSettled(posts);
  await resolved;
  const { head } = await access(session.id);
  for (const outcome of outcomes) {
    if (outcome.status === "fulfilled") expect(outcome.value.message.seq).toBeLessThan(head);
    else expect(outcome.reason).toMatchObject({ code: "session_ended" });
  }
});

test("an active session has no debrief, and another key or word is refused once it has ended", async () => {
  const session = await started();
  await expect(getDebrief(world.services, session)).rejects.toMatchObject({
    code: "session_active",
  });
  await resolveSession(world.services, session, { ...resolution, key: "r" });
  const again = (changes: object) =>
    resolveSession(world.services, session, { ...resolution, key: "r", ...changes });
  expect(await again({})).toEqual({ replayed: true });
  await expect(again({ notes: "other" })).rejects.toMatchObject({ code: "idempotency_key_reused" });
  await expect(again({ key: "other" })).rejects.toMatchObject({ code: "session_ended" });
});
