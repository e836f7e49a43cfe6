import { afterAll, beforeAll, expect, test } from "vitest";
import type { Viewer } from "~/accounts/user";
import { runDueEffects } from "~/customer/run-due-effects.server";
import { accessSession } from "~/sessions/access-session.server";
import { startSession } from "~/sessions/start-session.server";
import { expectLaw } from "../../tests/support/law";
import { createTestServices, type TestServices } from "../../tests/support/services";
import { readEvents } from "./event-log.server";
import { postMessage } from "./post-message.server";

let world: TestServices;
let trainee: Viewer;

beforeAll(async () => {
  world = await createTestServices({ pace: "off" });
  trainee = await world.createUser();
});
afterAll(() => world.close());

async function started() {
  const id = await startSession(world.services, trainee, { scenarioId: "mfa-new-phone", seed: 1 });
  await runDueEffects(world.services, id);
  return accessSession(world.services, trainee, id);
}
const code = (code: string): unknown => expect.objectContaining({ code }) as unknown;

test("a posted message becomes the next event, and what was published is what is stored", async () => {
  const session = await started();
  const { result, events } = await expectLaw(world.services, trainee, session.id, () =>
    postMessage(world.services, session, { key: "k", text: "Good morning\r\nPriya" }),
  );
  expect(result).toMatchObject({ head: session.head + 1, replayed: false });
  expect(result.message).toMatchObject({ seq: session.head + 1, text: "Good morning\nPriya" });
  expect(events).toEqual([{ type: "message.posted", data: result.message }]);
  expect(await readEvents(world.services.sql, session.id, session.head, 10)).toEqual(events);
});

test("posts at the same moment are numbered without holes", async () => {
  const session = await started();
  const { result } = await expectLaw(world.services, trainee, session.id, () =>
    Promise.all(
      Array.from({ length: 36 }, (_, n) =>
        postMessage(world.services, session, { key: `k-${String(n)}`, text: `line ${String(n)}` }),
      ),
    ),
  );
  const seqs = result.map(({ message }) => message.seq).sort((a, b) => a - b);
  expect(seqs).toEqual(Array.from({ length: 36 }, (_, n) => session.head + 1 + n));
  const stored = await readEvents(world.services.sql, session.id, session.head, 200);
  expect(stored.map(({ data }) => data.seq)).toEqual(seqs);
});

test("a repeated post returns the first message, and tells it again", async () => {
  const session = await started();
  const post = () => postMessage(world.services, session, { key: "again", text: "once" });
  const first = await post();
  await postMessage(world.services, session, { key: "other", text: "between" });
  const { result, events } = await expectLaw(world.services, trainee, session.id, post);
  expect(result).toMatchObject({ message: first.message, head: first.head + 1, replayed: true });
  expect(events).toEqual([{ type: "message.posted", data: first.message }]);
});

test("the same post many times at once is stored once", async () => {
  const session = await started();
  const { result, events } = await expectLaw(world.services, trainee, session.id, () =>
    Promise.all(
      Array.from({ length: 20 }, () =>
        postMessage(world.services, session, { key: "k", text: "once" }),
      ),
    ),
  );
  expect(result.filter(({ replayed }) => !replayed)).toHaveLength(1);
  expect(new Set(result.map(({ message }) => message.id)).size).toBe(1);
  expect(new Set(events.map(({ data }) => "seq" in data && data.seq)).size).toBe(1);
});

test("a key that was used for another text is refused", async () => {
  const session = await started();
  const first = await postMessage(world.services, session, { key: "k", text: "one" });
  const { events } = await expectLaw(world.services, trainee, session.id, async () => {
    const again = postMessage(world.services, session, { key: "k", text: "two" });
    await expect(again).rejects.toMatchObject({
      code: "idempotency_key_reused",
      extra: { message: first.message },
    });
  });
  expect(events).toEqual([]);
});

test("a post that rolls back leaves no hole", async () => {
  const session = await started();
  const { db } = world.services;
  await expect(
    db.$transaction(async (tx) => {
      await postMessage({ ...world.services, db: tx as typeof db }, session, {
        key: "a",
        text: "a",
      }).catch(() => undefined);
      throw new Error("rolled back");
    }),
  ).rejects.toThrow("rolled back");
  const posted = await postMessage(world.services, session, { key: "b", text: "b" });
  const stored = await readEvents(world.services.sql, session.id, 0, 100);
  expect(stored.map(({ data }) => data.seq)).toEqual(stored.map((_, n) => n + 1));
  expect(stored.at(-1)?.data.seq).toBe(posted.message.seq);
});

test("only the session's trainee posts, and only while it runs", async () => {
  const session = await started();
  const trainer = await world.createUser("trainer");
  const seen = await accessSession(world.services, trainer, session.id);
  const post = { key: "k", text: "hello" };
  await expect(postMessage(world.services, seen, post)).rejects.toEqual(code("read_only"));
  const other = await world.createUser();
  await expect(accessSession(world.services, other, session.id)).rejects.toEqual(code("not_found"));
});

test("its data is stored as it was read, whatever the text holds", async () => {
  const session = await started();
  const text = 'x\n\u2028\t"\\" <b> 😀 é %_\\ __proto__';
  const { message } = await postMessage(world.services, session, { key: "k", text });
  expect(message.text).toBe(text);
  const [stored] = await readEvents(world.services.sql, session.id, session.head, 1);
  expect(stored?.data).toEqual(message);
});
