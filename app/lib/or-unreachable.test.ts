import { UNSAFE_ErrorResponseImpl as ErrorResponse } from "@remix-run/router";
import { expect, test } from "vitest";
import { isUnreachable, orUnreachable } from "./or-unreachable";

const otherwise = { toolError: "Try again in a moment." };
const ask = (error: unknown) =>
  orUnreachable(() => {
    throw error;
  }, otherwise);

test.each([
  ["nobody answers", new TypeError("Failed to fetch")],
  ["a proxy's page comes instead", new Error("Unable to decode turbo-stream response")],
  ["the database is away", new ErrorResponse(503, "Service Unavailable", {})],
])("when %s, the page stays and says so", async (_, error) => {
  const answer = await ask(error);
  expect(answer).toMatchObject(otherwise);
  expect(isUnreachable(answer)).toBe(true);
});

test.each([
  ["a redirect", new Response(null, { status: 302 })],
  ["another's session", new ErrorResponse(404, "Not Found", {})],
  ["a sign-in that is over", new ErrorResponse(401, "Unauthorized", {})],
])("%s goes on to the router", async (_, error) => {
  await expect(ask(error)).rejects.toBe(error);
});

test("an answer passes as it is", async () => {
  expect(await orUnreachable(() => Promise.resolve(7), otherwise)).toBe(7);
  expect(isUnreachable(7)).toBe(false);
});
