import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createModelCustomerVoice } from "~/adapters/model-customer-voice.server";
import { createScriptedCustomerVoice } from "~/adapters/scripted-customer-voice.server";
import { createMetrics } from "~/lib/metrics.server";
import type { CustomerVoice } from "~/ports/customer-voice";
import { startLanguageModel, type TestLanguageModel } from "../support/language-model";

let model: TestLanguageModel;
beforeAll(async () => {
  model = await startLanguageModel();
});
afterAll(() => model.close());

const brief = {
  persona: { name: "Priya Raman", role: "Payroll officer", manner: ["is blunt"] },
  mood: "calm",
  conversation: [{ by: "support" as const, text: "What do you see?" }],
  facts: ["It times out."],
  lines: ["It says nothing and then it times out.", "Can you be quick about it?"],
};
const clock = { now: () => new Date(0) };

describe.each([
  { name: "scripted", create: (): CustomerVoice => createScriptedCustomerVoice() },
  {
    name: "a language model",
    create: (): CustomerVoice =>
      createModelCustomerVoice(model.settings(), { clock, metrics: createMetrics() }),
  },
])("the voice: $name", ({ create }) => {
  const { signal } = new AbortController();

  test("gives one text for each line, in order", async () => {
    const { lines } = await create().word(brief, { signal });
    expect(lines).toHaveLength(2);
    for (const [i, line] of brief.lines.entries()) expect(lines[i]).toContain(line);
  });

  test("leaves the brief as it was", async () => {
    const before = structuredClone(brief);
    await create().word(brief, { signal });
    expect(brief).toEqual(before);
  });

  test("words several replies at once without mixing them up", async () => {
    const voice = create();
    const texts = ["The first of all lines.", "The second of all lines.", "The last of all lines."];
    const all = await Promise.all(
      texts.map((text) => voice.word({ ...brief, lines: [text] }, { signal })),
    );
    expect(all.map(({ lines }) => lines[0]?.replace("Well, ", ""))).toEqual(texts);
  });
});
