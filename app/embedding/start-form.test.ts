import { expect, test } from "vitest";
import { createEmbeddedApi } from "./embedded-api";
import { readStart } from "./start-form";

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

/** Sends what the form asks for; gives what the server got. */
async function send(fields: Record<string, string>) {
  const asked: unknown[] = [];
  const api = createEmbeddedApi((url, { method, headers, body }) => {
    const key = new Headers(headers).get("Idempotency-Key");
    asked.push([method, url, key, JSON.parse(body as string)]);
    return Promise.resolve(Response.json({ session: { id: "new" } }, { status: 201 }));
  });
  const { body, key } = readStart(formOf(fields));
  expect(await api.start(body, key)).toBe("new");
  return asked;
}

test("trying again where no cookie lives asks for the same customer, as difficult as before", async () => {
  const again = { scenarioId: "robot-voice", key: "k:robot-voice", seed: "77", level: "3" };
  const body = { scenarioId: "robot-voice", seed: 77, level: 3 };
  expect(await send(again)).toEqual([["POST", "/api/v1/sessions", "k:robot-voice", body]]);
});

test("a first start leaves seed and level to the server", async () => {
  const first = { scenarioId: "robot-voice", key: "k:robot-voice" };
  const body = { scenarioId: "robot-voice" };
  expect(await send(first)).toEqual([["POST", "/api/v1/sessions", "k:robot-voice", body]]);
});
