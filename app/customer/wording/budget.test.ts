import { afterAll, beforeAll, expect, test } from "vitest";
import { createVoicedServices } from "../../../tests/support/voiced-services";

let world: Awaited<ReturnType<typeof createVoicedServices>>;
beforeAll(async () => {
  // Each call costs 320 tokens.
  world = await createVoicedServices({ pace: "instant", changes: { tokensPerSession: 600 } });
});
afterAll(() => world.close());

test("a session that has had its tokens goes on as scripted, in every process and after a restart", async () => {
  const id = await world.open();
  for (const text of [
    "What do you see on the screen?",
    "Since when?",
    "Is anyone else affected?",
  ]) {
    await world.post(id, text);
    await world.play(id);
  }
  expect(world.model.requests).toHaveLength(2);
  const { voiceTokens } = await world.services.db.customerState.findUniqueOrThrow({
    where: { sessionId: id },
  });
  expect(voiceTokens).toBe(640);
  const lines = (await world.said(id)).map(({ text }) => text).slice(-3);
  expect(lines.map((line) => line.startsWith("Well, "))).toEqual([true, true, false]);
});

test("another session has its own", async () => {
  const id = await world.open();
  await world.post(id, "What do you see on the screen?");
  await world.play(id);
  expect((await world.said(id)).at(-1)?.text).toMatch(/^Well, /);
});

test("calls, replies, tokens and times are counted in /metrics", async () => {
  const text = await world.services.metrics.registry.metrics();
  expect(text).toContain('deskside_voice_calls_total{outcome="ok"} 3');
  expect(text).toContain('deskside_voice_replies_total{outcome="reworded"} 3');
  expect(text).toContain('deskside_voice_replies_total{outcome="over_budget"} 1');
  expect(text).toContain('deskside_voice_tokens_total{kind="prompt"} 900');
  expect(text).toContain('deskside_voice_tokens_total{kind="completion"} 60');
  expect(text).toContain("deskside_voice_call_ms_count 3");
  expect(text).toMatch(/deskside_voice_held_up_ms_count [34]/);
});
