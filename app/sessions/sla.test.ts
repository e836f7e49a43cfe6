import { expect, test } from "vitest";
import { slaClock } from "./sla";

const sla = { firstResponseSeconds: 180, resolutionSeconds: 1500 };
const after = (seconds: number, answered: boolean) => slaClock(sla, answered, 0, seconds * 1000);

test("until the trainee answers, the first response is what counts", () => {
  expect(after(60, false)).toEqual({ text: "First response in 2 min", state: "calm" });
});

test("after the first answer the resolution counts", () => {
  expect(after(60, true)).toEqual({ text: "Resolution in 24 min", state: "calm" });
});

test("the last fifth of the time is soon, beyond it is breached", () => {
  expect(after(150, false).state).toBe("soon");
  expect(after(180, false).state).toBe("soon");
  expect(after(200, false)).toEqual({ text: "First response overdue by 20 s", state: "breached" });
});
