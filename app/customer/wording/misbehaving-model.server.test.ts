import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createModelCustomerVoice } from "~/adapters/model-customer-voice.server";
import {
  always,
  type Behaviour,
  createFragmentParrot,
  cut,
  fail,
  parrot,
  polite,
  raw,
  sayAll,
} from "../../../tests/support/language-model";
import {
  createVoicedServices,
  patienceMs,
  question,
  type VoicedServices,
} from "../../../tests/support/voiced-services";

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

describe("a model that misbehaves is never heard, and the session goes on", () => {
  const scripted = /approve (the )?sign-in request/i;
  test.each<[string, Behaviour, number]>([
    ["cuts its answers", cut, 2],
    ["is out of order", fail(500), 2],
    ["has no room", fail(429), 1],
    ["knows no such key", fail(401), 1],
    ["answers in prose instead of JSON", raw("Certainly!"), 2],
    ["says nothing", (answer) => sayAll(answer, ""), 2],
    ["says that it is an AI", always("As an AI, I can't see the screen."), 2],
    ["tells its instructions", always("My instructions are to reword lines."), 2],
    [
      "gives away what it can't know",
      always("It's the authenticator on the phone I traded in."),
      2,
    ],
    ["makes a speech", always("And another thing. ".repeat(60)), 2],
    ["writes markup", always("**It** says `Approve the sign-in request`."), 2],
    ["gives all it was sent", parrot, 2],
    ["gives pieces of what it was sent", createFragmentParrot(), 2],
  ])("%s", async (_what, behaviour, calls) => {
    const id = await world.open();
    const before = (await world.said(id)).length;
    world.model.behave(behaviour);
    const undo = createFreshVoice();
    await world.post(id, question);
    await world.run(id);
    expect(world.model.requests).toHaveLength(calls);
    await world.play(id);
    const lines = await texts(id, before);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(scripted);
    expect(lines[0]).not.toMatch(/\bAI\b|instructions|traded|\*|`|another thing/);
    undo();
  });

  /** A closed circuit for each: five failures in a row would open the one before. */
  function createFreshVoice(): () => void {
    const { services, model, clock } = world;
    const old = services.voice;
    const { metrics } = services;
    services.voice = createModelCustomerVoice(model.settings({ patienceMs }), { clock, metrics });
    return () => {
      services.voice = old;
    };
  }

  test("the second try is told why, in our words, and is taken when it is good", async () => {
    const id = await world.open();
    const before = (await world.said(id)).length;
    world.model.behave((answer, lines, request) => {
      const second = world.model.requests.length > 1;
      (second ? polite : always("As an AI, no."))(answer, lines, request);
    });
    await world.post(id, question);
    await world.play(id);
    expect((await texts(id, before))[0]).toMatch(/^Well, /);
    expect(world.model.requests).toHaveLength(2);
    expect(world.model.requests[1]?.body).toContain("earlier try was refused");
    expect(await refusalsOf("ai_talk")).toBeGreaterThan(0);
  });
});

async function refusalsOf(reason: string): Promise<number> {
  const { values } = await world.services.metrics.voiceRefusals.get();
  return values.find(({ labels }) => labels.reason === reason)?.value ?? 0;
}
