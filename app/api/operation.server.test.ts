import { expect, test } from "vitest";
import { z } from "zod";
import type { Viewer } from "~/accounts/user";
import { AppError } from "~/errors";
import type { Services } from "~/services.server";
import type { ApiCall } from "./api-call.server";
import { writeOperation } from "./operation.server";

const id = "0b9d6c1e-5a51-4d2c-9d0e-3a5a2f1c7b64";
const viewer: Viewer = { id, name: "Alex Morgan", role: "trainee", authSessionId: id };

/** A write that fails so; how often the database was asked for the session beside it. */
async function write(failure: Error): Promise<{ thrown: unknown; asked: number; head: unknown }> {
  let asked = 0;
  const services = {
    viewers: { get: () => Promise.resolve(viewer) },
    sql: () => {
      asked += 1;
      return Promise.resolve([{ id, head: 7 }]);
    },
  } as unknown as Services;
  const described = {
    method: "post",
    path: "/",
    summary: "",
    body: z.object({}),
    answers: {},
  } as const;
  const { answer } = writeOperation(services, described, () => Promise.reject(failure));
  const req = { headers: { authorization: "Bearer token" } };
  const call = { req, id, method: "POST", query: new URLSearchParams() } as unknown as ApiCall;
  const thrown: unknown = await answer(call).catch((error: unknown) => error);
  return { thrown, asked, head: call.head };
}

test("a refused write tells the head of its session", async () => {
  const refusal = new AppError("session_ended");
  expect(await write(refusal)).toEqual({ thrown: refusal, asked: 1, head: 7 });
});

test("a write that found the database away doesn't wait for it a second time", async () => {
  const away = Object.assign(new Error("no"), { code: "ECONNREFUSED" });
  expect(await write(away)).toEqual({ thrown: away, asked: 0, head: undefined });
});
