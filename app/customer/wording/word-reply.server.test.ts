import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { takeAction } from "~/customer/take-action.server";
import { toldAt } from "~/debrief/evidence";
import { always, cut, fail, parrot, polite } from "../../../tests/support/language-model";
import { readScenario } from "../../../tests/support/talk";
import {
  createVoicedServices,
  patienceMs,
  question,
  type VoicedServices,
} from "../../../tests/support/voiced-services";
import { runDueEffects } from "../run-due-effects.server";
import { customerState } from "../state";

let world: VoicedServices;

beforeAll(async () => {
  world = await createVoicedServices({ changes: { patienceMs } });
});
beforeEach(() => {
  world.model.requests.length = 0;
  world.model.behave(polite);
});
afterAll(() => world.close());

const texts = async (id: string, from = 0) =>
  (await world.said(id)).slice(from).map(({ text }) => text);

test("the customer says what was decided in the model's words, once", async () => {
  const id = await world.open();
  const before = (await world.said(id)).length;
  await world.post(id, question);
  await world.play(id);
  const lines = await texts(id, before);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^Well, .*approve the sign-in request/i);
});

test("the opening is there at once, without the model", async () => {
  await world.open();
  expect(world.model.requests).toEqual([]);
});

test("the model is asked while the customer reads and types, so that good words come in time", async () => {
  const id = await world.open();
  await world.post(id, question);
  await world.run(id);
  const [line] = (await world.dueOf(id)).filter(({ kind }) => kind === "say");
  expect(line?.dueAt.getTime()).toBeGreaterThan(world.clock.now().getTime());
  expect(line?.payload).toHaveProperty("worded");
});

test("while the model thinks nothing is locked and no transaction is open", async () => {
  const { id, letGo } = await world.askAndWait();
  const { db } = world.services;
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM customer_state WHERE session_id = ${id}::uuid FOR UPDATE NOWAIT`;
    await tx.$queryRaw`SELECT 1 FROM session WHERE id = ${id}::uuid FOR UPDATE NOWAIT`;
    await tx.$queryRaw`SELECT 1 FROM due_effect WHERE session_id = ${id}::uuid FOR UPDATE NOWAIT`;
    const [others] = await tx.$queryRaw<{ open: bigint }[]>`
      SELECT count(*) AS open FROM pg_stat_activity
      WHERE datname = current_database() AND state LIKE 'idle in transaction%' AND pid <> pg_backend_pid()`;
    expect(Number(others?.open)).toBe(0);
  });
  letGo();
  await world.services.background.settled();
});

test("a handler doesn't wait for the model: it says when to look again", async () => {
  const { id, before, letGo } = await world.askAndWait();
  const asked = world.clock.now().getTime();
  world.clock.advance(7_000);
  expect(await runDueEffects(world.services, id)).toEqual(new Date(asked + patienceMs));
  expect(await texts(id, before)).toEqual([]);
  letGo();
  await world.services.background.settled();
  await world.play(id);
  expect(await texts(id, before)).toHaveLength(1);
});

test("words that come late wake the session", async () => {
  const { id, letGo } = await world.askAndWait();
  world.clock.advance(7_000);
  await runDueEffects(world.services, id);
  const woken: string[] = [];
  const { turns } = world.services;
  const { wake } = turns;
  turns.wake = (sessionId) => woken.push(sessionId);
  letGo();
  await world.services.background.settled();
  turns.wake = wake;
  expect(woken).toEqual([id]);
});

test("any number of workers at once say everything once", async () => {
  const id = await world.open();
  const before = (await world.said(id)).length;
  await world.post(id, `${question} And since when?`);
  await world.run(id);
  world.clock.advance(30_000);
  await Promise.all(Array.from({ length: 8 }, () => runDueEffects(world.services, id)));
  const lines = await texts(id, before);
  expect(lines).toHaveLength(2);
  expect(new Set(lines).size).toBe(2);
  for (const line of lines) expect(line).toMatch(/^Well, /);
  expect(world.model.requests).toHaveLength(1);
});

describe("a process that dies", () => {
  test("while the model thinks leaves a line that is said as scripted, once", async () => {
    const id = await world.open();
    const before = (await world.said(id)).length;
    await world.post(id, question);
    const dying = {
      ...world.services,
      background: { ...world.services.background, start: () => undefined },
    };
    await runDueEffects(dying, id);
    world.clock.advance(patienceMs - 1);
    await world.run(id);
    expect(await texts(id, before)).toEqual([]);
    world.clock.advance(1);
    await world.run(id);
    expect((await texts(id, before))[0]).toMatch(/approve the sign-in request/i);
    expect((await texts(id, before))[0]).not.toMatch(/^Well/);
    await world.run(id);
    expect(await texts(id, before)).toHaveLength(1);
  });

  test("between the words and saying them says them all the same", async () => {
    const id = await world.open();
    const before = (await world.said(id)).length;
    await world.post(id, question);
    await world.run(id);
    world.clock.advance(30_000);
    const { db } = world.services;
    const killed = new Proxy(db, {
      get: (target, name) =>
        name === "$transaction"
          ? (work: (tx: unknown) => Promise<unknown>) =>
              target.$transaction(async (tx) => {
                await work(tx);
                throw new Error("killed");
              })
          : (Reflect.get(target, name) as unknown),
    });
    await expect(runDueEffects({ ...world.services, db: killed }, id)).rejects.toThrow("killed");
    await world.run(id);
    expect(await texts(id, before)).toHaveLength(1);
    expect((await texts(id, before))[0]).toMatch(/^Well, /);
    expect(world.model.requests).toHaveLength(1);
  });
});

test("a reply in other words is still the news that the debrief looks for", async () => {
  const id = await world.open();
  for (const text of [
    question,
    "Which phone approves your sign-in?",
    "Your full name and staff number, please?",
  ]) {
    await world.post(id, text);
    await world.play(id);
  }
  await takeAction(world.services, await world.access(id), { key: "t", tool: "reset_mfa" });
  await world.play(id);
  await world.post(
    id,
    "Please sign in again and scan the QR code with the authenticator app on your new phone.",
  );
  await world.play(id);
  await world.post(id, "Are you in now?");
  await world.play(id);
  const { state } = await world.services.db.customerState.findUniqueOrThrow({
    where: { sessionId: id },
  });
  const messages = (await world.said(id)).map(({ seq, text }) => ({
    seq,
    text,
    role: "customer",
    at: 0,
  }));
  const seq = toldAt(
    {
      scenario: readScenario("mfa-new-phone"),
      state: customerState.parse(state),
      messages,
      actions: [],
      resolution: null,
      endReason: "resolved",
      endedAt: 0,
    },
    "confirmed",
  );
  expect(messages.find((message) => message.seq === seq)?.text).toMatch(/^Well, /);
});

test("the log holds no key and no word of the conversation, whatever the model does", async () => {
  for (const behaviour of [polite, fail(500), cut, always("As an AI, zanzibar."), parrot]) {
    const id = await world.open();
    world.model.behave(behaviour);
    await world.post(id, `zanzibar? ${question}`);
    await world.play(id);
  }
  const log = world.logged.join("");
  expect(log).toContain("said as scripted");
  expect(log).not.toMatch(/zanzibar|approve the sign-in|payroll/i);
});
