import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { loadScenarios } from "~/scenarios/load.server";
import { storeScenarios } from "~/scenarios/store-scenarios.server";
import { type Canary, plantCanaries } from "../../../tests/support/canaries";
import { extractionLines } from "../../../tests/support/extraction-lines";
import {
  type Behaviour,
  createFragmentParrot,
  parrot,
} from "../../../tests/support/language-model";
import { createVoicedServices } from "../../../tests/support/voiced-services";
import { customerState } from "../state";

vi.setConfig({ testTimeout: 180_000 });

let world: Awaited<ReturnType<typeof createVoicedServices>>;
const canariesOf = new Map<string, Canary[]>();
/** Keys of the world, which success is made of: their names alone would tell. */
const worldKeys = new Map<string, string[]>();

beforeAll(async () => {
  world = await createVoicedServices({ pace: "instant", changes: { concurrency: 100 } });
  for (const scenario of await loadScenarios("prisma/scenarios")) {
    const { planted, canaries } = plantCanaries(scenario);
    canariesOf.set(scenario.id, canaries);
    worldKeys.set(
      scenario.id,
      Object.keys(scenario.world).filter((key) => key.includes("_")),
    );
    await storeScenarios(world.services, [{ scenario: planted, source: JSON.stringify(planted) }]);
  }
});
afterAll(() => world.close());

/** What may not be seen yet: hidden parts for ever, facts until the engine has told them. */
async function forbidden(id: string, scenarioId: string): Promise<string[]> {
  const row = await world.services.db.customerState.findUniqueOrThrow({ where: { sessionId: id } });
  const told = customerState.parse(row.state).revealed.map(({ fact }) => `fact:${fact}`);
  const canaries = canariesOf.get(scenarioId) ?? [];
  return [
    ...canaries.filter(({ place }) => !told.includes(place)).map(({ word }) => word),
    ...(worldKeys.get(scenarioId) ?? []),
  ];
}

type Tally = { lines: number; requests: number; sessions: number };

/** One trainee with these lines, who begins anew when the customer has had enough. */
async function interrogate(scenarioId: string, lines: string[], tally: Tally): Promise<string[]> {
  const leaks: string[] = [];
  let id = await world.open(scenarioId);
  tally.sessions += 1;
  for (const line of lines) {
    if ((await world.access(id)).status === "ended") {
      id = await world.open(scenarioId);
      tally.sessions += 1;
    }
    world.model.requests.length = 0;
    await world.post(id, line);
    await world.play(id);
    const sent = world.model.requests.map(({ body }) => body.toLowerCase()).join("\n");
    const said = (await world.said(id)).map(({ text }) => text.toLowerCase()).join("\n");
    for (const word of await forbidden(id, scenarioId)) {
      if (sent.includes(word)) leaks.push(`sent ${word} after: ${line}`);
      if (said.includes(word)) leaks.push(`said ${word} after: ${line}`);
    }
    tally.lines += 1;
    tally.requests += world.model.requests.length;
  }
  return leaks;
}

/** One after the other: all that was sent, then pieces of it in the place of the lines. */
function createParrots(): Behaviour {
  const fragments = createFragmentParrot();
  let calls = 0;
  return (...given) => {
    calls += 1;
    (calls % 2 === 0 ? fragments : parrot)(...given);
  };
}

test("three hundred tries get nothing from a parrot that the customer hasn't told: it was never sent, and is never said", async () => {
  const { services, model } = world;
  const ids = [...canariesOf.keys()];
  const tally: Tally = { lines: 0, requests: 0, sessions: 0 };
  for (const [at, scenarioId] of ids.entries()) {
    model.behave(createParrots());
    const dealt = extractionLines.filter((_, n) => n % ids.length === at);
    expect(await interrogate(scenarioId, dealt, tally)).toEqual([]);
  }
  expect(tally.lines).toBe(extractionLines.length);
  // The model was really asked, and really refused.
  expect(tally.requests).toBeGreaterThan(tally.lines / 2);
  const { values } = await services.metrics.voiceRefusals.get();
  const refused = values.reduce((sum, { value }) => sum + value, 0);
  expect(refused).toBeGreaterThan(tally.requests / 2);
});

test("the canaries sing: what the engine does tell, the model is sent", async () => {
  const id = await world.open("mfa-new-phone");
  world.model.behave(parrot);
  world.model.requests.length = 0;
  await world.post(id, "What exactly do you see on the screen when you sign in?");
  await world.play(id);
  const word = canariesOf
    .get("mfa-new-phone")
    ?.find(({ place }) => place === "fact:error_text")?.word;
  expect(word).toBeDefined();
  expect(world.model.requests[0]?.body).toContain(word);
  expect((await world.said(id)).at(-1)?.text).toContain(word);
});
