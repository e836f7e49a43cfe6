import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { takeAction } from "~/customer/take-action.server";
import { resolveSession } from "~/debrief/resolve-session.server";
import { polite } from "../../../tests/support/language-model";
import {
  createVoicedServices,
  patienceMs,
  question,
  type VoicedServices,
} from "../../../tests/support/voiced-services";
import { interruptCustomer } from "../interrupt.server";
import { runDueEffects } from "../run-due-effects.server";

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

describe("the trainee who comes between", () => {
  test("with a message has the waiting reply reconsidered, not sent stale", async () => {
    const { id, before, letGo } = await world.askAndWait(
      "I'm sorry, that's the last thing you need on payroll day.",
    );
    world.clock.advance(7_000);
    expect((await world.dueOf(id)).filter(({ kind }) => kind === "say").length).toBeGreaterThan(0);
    await world.post(id, question);
    await runDueEffects(world.services, id);
    letGo();
    await world.services.background.settled();
    await world.play(id);
    const lines = await texts(id, before);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^Well, .*approve the sign-in request/i);
  });

  test("with a message keeps a fact that was coming, and its words", async () => {
    const { id, before, letGo } = await world.askAndWait();
    world.clock.advance(7_000);
    await world.post(id, "Is anyone else on your team affected?");
    await runDueEffects(world.services, id);
    letGo();
    await world.services.background.settled();
    await world.play(id);
    const lines = await texts(id, before);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^Well, .*approve the sign-in request/i);
    expect(lines[1]).toMatch(/^Well, /);
    const asked = world.model.requests.map(({ body }) => body.includes("others are fine"));
    expect(world.model.requests.length - asked.filter(Boolean).length).toBeLessThanOrEqual(2);
  });

  test("by typing is let finish, and the words aren't asked for again", async () => {
    const { id, before, letGo } = await world.askAndWait();
    letGo();
    await world.services.background.settled();
    world.clock.advance(500);
    await interruptCustomer(world.services, await world.access(id));
    await world.play(id);
    expect(await texts(id, before)).toHaveLength(1);
    expect(world.model.requests).toHaveLength(1);
  });

  test("by typing is noticed even when the line is overdue", async () => {
    const { id, letGo } = await world.askAndWait();
    world.clock.advance(7_000);
    await interruptCustomer(world.services, await world.access(id));
    await runDueEffects(world.services, id);
    const [line] = (await world.dueOf(id)).filter(({ kind }) => kind === "say");
    expect(line?.dueAt.getTime()).toBeGreaterThan(world.clock.now().getTime());
    letGo();
    await world.services.background.settled();
  });

  test("with a tool has its result at once", async () => {
    const { id, letGo } = await world.askAndWait();
    world.clock.advance(7_000);
    const { head } = await takeAction(world.services, await world.access(id), {
      key: "tool-1",
      tool: "lookup_user",
    });
    const results = await world.services.db.message.findMany({
      where: { sessionId: id, authorRole: "system" },
    });
    expect(results.map(({ seq }) => seq)).toContain(head);
    letGo();
    await world.services.background.settled();
  });
});

test("a line that waits for its words when the session is resolved is said before it ends", async () => {
  const { id, before, letGo } = await world.askAndWait();
  world.clock.advance(7_000);
  await resolveSession(world.services, await world.access(id), {
    ...{ key: "r", category: "access", rootCause: "unknown", code: "no_contact", notes: "none" },
  });
  expect(await texts(id, before)).toHaveLength(1);
  letGo();
  await world.services.background.settled();
  expect(await texts(id, before)).toHaveLength(1);
});

test("a message after the customer has decided to leave doesn't keep them", async () => {
  const id = await world.open();
  world.clock.advance(1);
  for (let waits = 0; waits < 20; waits += 1) {
    const due = await world.dueOf(id);
    if (due.some(({ kind }) => kind === "leave")) break;
    const next = due[0]?.dueAt.getTime() ?? 0;
    world.clock.advance(Math.max(0, next - world.clock.now().getTime()));
    await world.run(id);
  }
  expect((await world.dueOf(id)).map(({ kind }) => kind)).toContain("leave");
  await world.post(id, "Wait, please don't go!");
  await world.play(id);
  expect((await world.access(id)).endReason).toBe("customer_left");
});
