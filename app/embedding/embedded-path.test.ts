import { expect, test } from "vitest";
import { placeAt } from "./embedded-path";

const sessionId = "0b9f1c52-6f0e-4d58-8f0e-2f6f6ddc1c11";

test.each([
  ["/scenarios", { at: "library" }],
  ["/scenarios/mfa-new-phone", { at: "brief", scenarioId: "mfa-new-phone" }],
  [`/sessions/${sessionId}`, { at: "chat", sessionId }],
  [`/sessions/${sessionId}/details`, { at: "details", sessionId }],
  [`/sessions/${sessionId}/resolve`, { at: "resolve", sessionId }],
  [`/sessions/${sessionId}/debrief`, { at: "debrief", sessionId }],
  ["/sessions", { at: "library" }],
  ["/sessions/../operations", { at: "library" }],
  ["https://evil.example/scenarios/x", { at: "library" }],
  ["", { at: "library" }],
])("%s leads where the page of that address would", (path, place) => {
  expect(placeAt(path)).toEqual(place);
});
