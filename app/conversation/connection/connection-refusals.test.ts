import { describe, expect, test } from "vitest";
import { next } from "./connection-state";
import {
  after,
  commandsOf,
  failed,
  live,
  opened,
  opens,
  proof,
  say,
  short,
  start,
  timer,
} from "./connection-stories";
import type { Signal } from "./connection-types";

describe("refusals", () => {
  test.each([
    [401, "signed_out"],
    [403, "forbidden"],
    [404, "not_found"],
    [410, "not_found"],
  ])("%i stops for a reason: %s", (status, reason) => {
    const refused = { kind: "stopped", reason };
    expect(after(start, failed("eventSource", status))).toMatchObject(refused);
    expect(after(start, failed("longPoll", status))).toMatchObject(refused);
    expect(after(...live, failed("longPoll", status))).toMatchObject(refused);
    expect(after(...short, failed("longPoll", status))).toMatchObject(refused);
    expect(after(...live, say("sleep"), failed("longPoll", status))).toMatchObject(refused);
  });

  test.each([0, 400, 408, 500, 502, 503])("%i is tried again", (status) => {
    expect(after(start, failed("eventSource", status)).kind).toBe("waiting");
  });

  test("who has too many streams polls, and asks for one again when the server said", () => {
    const tooMany = { ...failed("eventSource", 429), retryAfterMs: 7_000 } as Signal;
    const probeIn = { type: "probeIn", probes: 1, retryAfterMs: 7_000 };
    const { state, commands } = next(after(start), tooMany);
    expect(state).toMatchObject({ kind: "polling", poll: "longPoll", strikes: 0 });
    expect(opens(commands)).toEqual(["longPoll"]);
    expect(commands).toContainEqual(probeIn);
    const beside = after(start, timer, opened("longPoll"));
    expect(next(beside, tooMany).state).toMatchObject({ kind: "polling", stage: "opened" });
    expect(commandsOf(beside, tooMany)).not.toContainEqual({ type: "close", rung: "longPoll" });
    const probed = after(start, tooMany, opened("longPoll"), timer);
    expect(commandsOf(probed, tooMany)).toContainEqual(probeIn);
    const oneClosed = [timer, ...proof("eventSource"), timer];
    expect(after(start, tooMany, opened("longPoll"), ...oneClosed).kind).toBe("live");
  });

  test("the server's Retry-After is passed on", () => {
    const signal = { ...failed("eventSource", 503), retryAfterMs: 7_000 } as Signal;
    expect(commandsOf(after(start), signal)).toContainEqual({
      type: "retryIn",
      failures: 1,
      retryAfterMs: 7_000,
    });
  });

  test.each(["visible", "online", "pageshow", "reached"] as const)(
    "after %s whatever was refused is tried again, by one request",
    (type) => {
      for (const status of [401, 403, 404, 410]) {
        const { state, commands } = next(after(...live, failed("longPoll", status)), say(type));
        expect(state.kind).toBe("connecting");
        expect(opens(commands)).toEqual(["eventSource"]);
        expect(commands).not.toContainEqual({ type: "catchUp" });
        expect(next(state, failed("eventSource", status)).state.kind).toBe("stopped");
      }
    },
  );
});
