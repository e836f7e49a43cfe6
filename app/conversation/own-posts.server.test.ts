import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Viewer } from "~/accounts/user";
import type { Sql } from "~/lib/sql.server";
import { startSession } from "~/sessions/start-session.server";
import { createTestServices, type TestServices } from "../../tests/support/services";
import { readEvents } from "./event-log.server";
import { createOwnPosts, type OwnPost } from "./own-posts.server";

let world: TestServices;
let trainee: Viewer;

beforeAll(async () => {
  world = await createTestServices({ pace: "off" });
  trainee = await world.createUser();
});
afterAll(() => world.close());

const start = (): Promise<string> =>
  startSession(world.services, trainee, { scenarioId: "mfa-new-phone", seed: 1 });

const postTo = (sessionId: string, key: string, text = `line ${key}`): OwnPost => ({
  sessionId,
  userId: trainee.id,
  key,
  text,
});

/** The app's own, with the names of the statements that it ran. */
function watched(): { post: ReturnType<typeof createOwnPosts>; ran: string[] } {
  const ran: string[] = [];
  const sql: Sql = (statement, values) => {
    ran.push(statement.name);
    return world.services.sql(statement, values);
  };
  return { post: createOwnPosts({ ...world.services, sql }), ran };
}

test("posts at the same moment share a statement, and each gets its own answer", async () => {
  const sessions = await Promise.all([start(), start()]);
  const { post, ran } = watched();
  const posts = Array.from({ length: 40 }, (_, n) =>
    postTo(sessions[n % 2] ?? "", `k-${String(n)}`, `"quoted", {braced} \\ ${String(n)}\nNULL`),
  );
  const outcomes = await Promise.all(posts.map(post));
  expect(outcomes.map((one) => one?.data.text)).toEqual(posts.map(({ text }) => text));
  expect(outcomes.map((one) => one?.data.sessionId)).toEqual(posts.map((one) => one.sessionId));
  expect(ran.length).toBeLessThan(posts.length / 2);
  for (const id of sessions) {
    const stored = await readEvents(world.services.sql, id, 0, 100);
    expect(stored.map(({ data }) => data.seq)).toEqual(stored.map((_, index) => index + 1));
  }
});

test("the same key twice at the same moment is one message", async () => {
  const id = await start();
  const { post } = watched();
  const outcomes = await Promise.all(
    [postTo(id, "before"), postTo(id, "same"), postTo(id, "same")].map(post),
  );
  expect(outcomes.map((one) => one?.outcome)).toEqual(["posted", "posted", "replayed"]);
  expect(outcomes[2]?.data).toEqual(outcomes[1]?.data);
});

test("who may not write gets nothing, and the others their answers", async () => {
  const id = await start();
  const { post } = watched();
  const stranger = { ...postTo(id, "theirs"), userId: randomUUID() };
  const [, refused, nowhere, mine] = await Promise.all(
    [postTo(id, "first"), stranger, postTo(randomUUID(), "nowhere"), postTo(id, "mine")].map(post),
  );
  expect([refused, nowhere]).toEqual([null, null]);
  expect(mine).toMatchObject({ outcome: "posted", head: 2 });
});

test("a session that is held by someone holds up nobody else's", async () => {
  const [held, free] = await Promise.all([start(), start()]);
  const { post } = watched();
  const other = new pg.Client({ connectionString: world.databaseUrl });
  await other.connect();
  await other.query("BEGIN");
  await other.query("SELECT 1 FROM session WHERE id = $1 FOR UPDATE", [held]);
  const waiting = [postTo(held, "a"), postTo(held, "b")].map(post);
  let answered = 0;
  for (const one of waiting) void one.then(() => (answered += 1));
  expect(await post(postTo(free, "c"))).toMatchObject({ outcome: "posted" });
  expect(answered).toBe(0);
  await other.query("COMMIT");
  await other.end();
  const outcomes = await Promise.all(waiting);
  expect(outcomes.map((one) => one?.outcome)).toEqual(["posted", "posted"]);
});

test("what the database refuses fails alone", async () => {
  const id = await start();
  const { post } = watched();
  const answers = await Promise.allSettled(
    [postTo(id, "x"), postTo(id, "bad", "a\u0000b"), postTo(id, "good")].map(post),
  );
  expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});
