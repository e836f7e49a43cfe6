import { describe, expect, test } from "vitest";
import { next } from "./connection-state";
import {
  after,
  commandsOf,
  failed,
  live,
  opens,
  proof,
  say,
  short,
  start,
  timer,
} from "./connection-stories";

describe("waking", () => {
  const waiting = [start, failed("eventSource", 0)];

  test.each(["online", "visible", "pageshow"] as const)("%s ends the waiting at once", (type) => {
    expect(after(...waiting, say(type)).kind).toBe("connecting");
    expect(commandsOf(after(...waiting), say(type))).toContainEqual({ type: "catchUp" });
  });

  test("a message that got through ends the waiting too, and disturbs nothing else", () => {
    expect(after(...waiting, say("reached")).kind).toBe("connecting");
    expect(after(...live, say("offline"), say("reached")).kind).toBe("connecting");
    expect(commandsOf(after(...live), say("reached"))).toEqual([]);
  });

  test("coming back to a live page catches up, whatever the stream believes", () => {
    expect(commandsOf(after(...live), say("visible"))).toEqual([{ type: "catchUp" }]);
  });

  test.each(["online", "pageshow"] as const)(
    "%s opens a live stream anew, and catches up",
    (type) => {
      const commands = commandsOf(after(...live), say(type));
      expect(opens(commands)).toEqual(["eventSource"]);
      expect(commands).toContainEqual({ type: "catchUp" });
    },
  );

  test("offline closes everything, and still looks now and then", () => {
    const { state, commands } = next(after(...live), say("offline"));
    expect(state.kind).toBe("offline");
    const closes = commands.flatMap((one) => (one.type === "close" ? [one.rung] : []));
    expect(closes).toEqual(["eventSource", "fetchStream", "longPoll", "shortPoll"]);
    expect(commands.at(-1)?.type).toBe("retryIn");
    expect(next(state, timer).state).toMatchObject({ kind: "connecting", online: false });
  });

  test("a connection that works proves the browser's offline wrong", () => {
    const state = after(...live, say("offline"), timer, ...proof("eventSource"));
    expect(state).toMatchObject({ kind: "live", online: true });
  });

  test("a page that was left stays quiet until it is started again", () => {
    const left = after(...live, say("stop"));
    for (const type of ["online", "visible", "pageshow", "offline", "sleep"] as const) {
      expect(next(left, say(type)).state.kind).toBe("stopped");
    }
    expect(next(left, start).state.kind).toBe("connecting");
  });
});

describe("sleeping", () => {
  test("a page that nobody looks at gives everything back, and remembers its rung", () => {
    expect(after(...short, say("sleep"))).toMatchObject({ kind: "asleep", poll: "shortPoll" });
    expect(after(...short, say("sleep"), say("visible"))).toMatchObject({ kind: "polling" });
  });

  test.each(["visible", "pageshow"] as const)("%s wakes it, and it catches up at once", (type) => {
    const { state, commands } = next(after(...live, say("sleep")), say(type));
    expect(state.kind).toBe("connecting");
    expect(commands).toContainEqual({ type: "catchUp" });
  });

  test("what happens to the network meanwhile doesn't wake it, but is noted", () => {
    const state = after(...short, say("sleep"), say("offline"), say("online"), say("reached"));
    expect(state).toMatchObject({ kind: "asleep", stream: "eventSource", online: true });
  });
});
