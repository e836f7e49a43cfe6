import { afterEach, expect, test, vi } from "vitest";
import type { Measurements } from "./measurements";
import { runDiagnosis } from "./run-diagnosis";

afterEach(() => {
  vi.unstubAllGlobals();
});

test.each([0, 429, 502])("where the first answer is %i nothing more is asked", async (status) => {
  const asked: string[] = [];
  vi.stubGlobal("navigator", {});
  vi.stubGlobal("isSecureContext", true);
  vi.stubGlobal("fetch", (url: string) => {
    asked.push(url);
    return status === 0
      ? Promise.reject(new TypeError("Failed to fetch"))
      : Promise.resolve(new Response("", { status }));
  });
  const measured: Partial<Measurements>[] = [];
  await runDiagnosis({
    onStep: () => undefined,
    onMeasured: (one) => void measured.push(one),
    signal: new AbortController().signal,
  });
  expect(asked).toHaveLength(1);
  expect(measured.at(-1)).toEqual({ reach: { status, roundTripsMs: [] } });
});
