import { expect, test } from "vitest";
import { createStreamDiagnosis } from "./stream-diagnosis";

const reached = { status: 200, retryAfterMs: null };
const diagnosisOf = (status: number) => {
  const headers = { "Retry-After": "3" };
  const fetch = () => Promise.resolve(new Response("", { status, headers }));
  const diagnose = createStreamDiagnosis({ reach: () => Promise.resolve(reached), fetch });
  return diagnose("/events", new AbortController().signal);
};

test.each([429, 503])(
  "a stream that the server itself sends away by %i comes back when asked",
  async (status) => {
    expect(await diagnosisOf(status)).toEqual({ status, retryAfterMs: 3_000 });
  },
);

test.each([200, 403, 502])("any other answer to it speaks against the way: %i", async (status) => {
  expect(await diagnosisOf(status)).toEqual(reached);
});
