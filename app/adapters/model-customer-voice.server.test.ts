import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { VoiceFailure } from "~/customer/wording/failure";
import type { LanguageModel } from "~/env.server";
import { createMetrics } from "~/lib/metrics.server";
import {
  type Behaviour,
  cut,
  fail,
  parrot,
  polite,
  raw,
  sayAll,
  silent,
  startLanguageModel,
  type TestLanguageModel,
} from "../../tests/support/language-model";
import { createModelCustomerVoice } from "./model-customer-voice.server";

let model: TestLanguageModel;
beforeAll(async () => {
  model = await startLanguageModel();
});
beforeEach(() => {
  model.requests.length = 0;
  model.behave(polite);
});
afterAll(() => model.close());

const brief = {
  persona: { name: "Priya Raman", role: "Payroll officer", manner: ["is blunt"] },
  mood: "calm",
  conversation: [],
  facts: [],
  lines: ["It times out after a minute."],
};

function createVoice(changes: Partial<LanguageModel> = {}) {
  const metrics = createMetrics();
  const time = { now: 0 };
  const clock = { now: () => new Date(time.now) };
  const voice = createModelCustomerVoice(model.settings(changes), { clock, metrics });
  const word = (signal = new AbortController().signal) => voice.word(brief, { signal });
  const kind = async (signal?: AbortSignal) =>
    word(signal).then(
      () => "ok",
      (error: unknown) => (error instanceof VoiceFailure ? error.kind : String(error)),
    );
  return { word, kind, metrics, time };
}

test("it asks as OpenAI's servers and their likes want to be asked", async () => {
  const { word } = createVoice();
  expect(await word()).toEqual({ lines: ["Well, It times out after a minute."], tokens: 320 });
  const [request] = model.requests;
  expect(request?.path).toBe("/v1/chat/completions");
  expect(request?.headers.authorization).toBe("Bearer sk-zanzibar");
  const body: unknown = JSON.parse(request?.body ?? "");
  expect(body).toMatchObject({ model: "test-1", stream: false, max_tokens: 128 });
});

test("a server that wants no key gets none, and a slash at the address's end does no harm", async () => {
  const { baseUrl } = model.settings();
  await createVoice({ apiKey: undefined, baseUrl: `${baseUrl}/` }).word();
  expect(model.requests[0]?.headers).not.toHaveProperty("authorization");
  expect(model.requests[0]?.path).toBe("/v1/chat/completions");
});

describe("what goes wrong has a name", () => {
  const redirect: Behaviour = (answer) => {
    answer.writeHead(307, { Location: "/elsewhere" }).end();
  };
  test.each<[string, Behaviour, string]>([
    ["an answer cut in the middle", cut, "unreachable"],
    ["429", fail(429), "rate_limited"],
    ["500", fail(500), "server_error"],
    ["503 with a page", fail(503, "<html>busy</html>"), "server_error"],
    ["401", fail(401), "refused_request"],
    ["no JSON", raw("Sure! Here is your line"), "bad_answer"],
    ["JSON of another shape", raw('{"choices":[]}'), "bad_answer"],
    ["an error with status 200", raw('{"error":{"message":"overloaded"}}'), "bad_answer"],
    ["an answer without end", raw(`{"a":"${"x".repeat(400_000)}"}`), "bad_answer"],
    ["a redirect, which would take the key along", redirect, "unreachable"],
  ])("%s", async (_what, behaviour, kind) => {
    model.behave(behaviour);
    const { kind: kindOf, metrics } = createVoice();
    expect(await kindOf()).toBe(kind);
    expect(model.requests).toHaveLength(1);
    const calls = await metrics.voiceCalls.get();
    expect(calls.values).toMatchObject([{ value: 1, labels: { outcome: kind } }]);
  });

  test("no server at all", async () => {
    const { kind } = createVoice({ baseUrl: "http://127.0.0.1:9/v1" });
    expect(await kind()).toBe("unreachable");
  });

  test("silence, when whoever waits has had enough", async () => {
    model.behave(silent);
    const patience = new AbortController();
    const { kind } = createVoice();
    const outcome = kind(patience.signal);
    await expect.poll(() => model.requests.length).toBe(1);
    patience.abort();
    expect(await outcome).toBe("timeout");
  });
});

test("an empty answer is an answer of no lines, for the guard to refuse", async () => {
  model.behave((answer) => sayAll(answer, null));
  expect((await createVoice().word()).lines).toEqual([]);
});

test("a model that thinks aloud, numbers, names and quotes is understood all the same", async () => {
  model.behave((answer) =>
    sayAll(
      answer,
      '<think>The customer is\nblunt.</think>\n\n1. Priya Raman: It timed out.\n"So?"',
    ),
  );
  expect((await createVoice().word()).lines).toEqual(["It timed out.", "So?"]);
});

test.each(["max_tokens", "temperature"])(
  "a model that refuses %s is asked without it from then on",
  async (param) => {
    model.behave((answer, lines, request) => {
      const refuse = param in (JSON.parse(request.body) as object);
      if (refuse) fail(400, JSON.stringify({ error: { param } }))(answer, lines, request);
      else polite(answer, lines, request);
    });
    const { kind } = createVoice();
    expect([await kind(), await kind(), await kind()]).toEqual(["bad_answer", "ok", "ok"]);
    expect(model.requests).toHaveLength(3);
  },
);

test("at most so many calls are under way; whoever comes then is told so at once", async () => {
  model.behave(silent);
  const patience = new AbortController();
  const { kind } = createVoice({ concurrency: 2 });
  const first = [kind(patience.signal), kind(patience.signal)];
  await expect.poll(() => model.requests.length).toBe(2);
  expect(await kind()).toBe("busy");
  patience.abort();
  expect(await Promise.all(first)).toEqual(["timeout", "timeout"]);
  model.behave(polite);
  expect(await kind()).toBe("ok");
});

test("a provider that keeps failing is left alone for half a minute, then tried once", async () => {
  model.behave(fail(500));
  const { kind, time } = createVoice();
  for (let n = 0; n < 5; n += 1) expect(await kind()).toBe("server_error");
  expect(await kind()).toBe("circuit_open");
  expect(model.requests).toHaveLength(5);
  time.now += 30_000;
  expect(await kind()).toBe("server_error");
  expect(await kind()).toBe("circuit_open");
  time.now += 30_000;
  model.behave(polite);
  expect([await kind(), await kind()]).toEqual(["ok", "ok"]);
});

test("an error holds neither the key nor a word of the conversation", async () => {
  model.behave(parrot);
  const { word } = createVoice({ baseUrl: "http://127.0.0.1:9/v1" });
  const error: unknown = await word().catch((thrown: unknown) => thrown);
  const shown = JSON.stringify(error, Object.getOwnPropertyNames(error)) + String(error);
  expect(shown).toContain("unreachable");
  expect(shown).not.toMatch(/zanzibar|times out|Priya/);
});
