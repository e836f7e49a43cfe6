import { describe, expect, test } from "vitest";
import { initialState, next } from "./connection-state";
import type { Command, ConnectionState, Signal } from "./connection-types";
import type { Rung } from "./ladder";

const opened = (rung: Rung): Signal => ({ type: "opened", rung });
const beat = (rung: Rung): Signal => ({ type: "eventBeat", rung });
const proof = (rung: Rung) => [opened(rung), beat(rung)];
const silence = (rung: Rung, livedMs: number | null = null): Signal => ({
  type: "silence",
  rung,
  livedMs,
});
const failed = (rung: Rung, status: number, livedMs: number | null = null): Signal => ({
  type: "failed",
  rung,
  status,
  livedMs,
  retryAfterMs: null,
});
const timer: Signal = { type: "timer" };
const start: Signal = { type: "start" };
const say = (
  type: "reached" | "online" | "offline" | "visible" | "pageshow" | "sleep" | "stop",
): Signal => ({ type });

function after(...signals: Signal[]): ConnectionState {
  return signals.reduce((state, signal) => next(state, signal).state, initialState);
}

function commandsOf(state: ConnectionState, signal: Signal): Command[] {
  return next(state, signal).commands;
}

const opens = (commands: Command[]) =>
  commands.flatMap((one) => (one.type === "open" ? [one.rung] : []));

const live = [start, ...proof("eventSource")];
const cutYoung = [failed("eventSource", 0, 200), timer];
/** Streams stay silent while polls are answered. */
const buffered = [start, timer, opened("longPoll"), silence("eventSource"), silence("fetchStream")];
/** Polls that wait are cut; those that don't are answered. */
const cutTwice = [failed("longPoll", 504, 9_000), opened("longPoll"), failed("longPoll", 0, 3_000)];
const short = [...buffered, ...cutTwice, opened("shortPoll")];

describe("a stream has to prove itself", () => {
  test("it is connected once hello and the event after it have come", () => {
    expect(after(start).kind).toBe("connecting");
    expect(after(start, opened("eventSource")).kind).toBe("connecting");
    expect(after(...live)).toMatchObject({ kind: "live", stream: "eventSource" });
  });

  test("data without a hello proves nothing", () => {
    expect(after(start, beat("eventSource"), beat("eventSource")).kind).toBe("connecting");
  });

  test("after a while of silence a poll runs beside it, so that nobody waits", () => {
    expect(commandsOf(initialState, start)).toContainEqual({ type: "backupIn" });
    expect(opens(commandsOf(after(start), timer))).toEqual(["longPoll"]);
  });

  test("silent while the poll is answered, it is replaced by the next at once, and the poll goes on", () => {
    const state = after(start, timer, opened("longPoll"));
    const { commands } = next(state, silence("eventSource"));
    expect(opens(commands)).toEqual(["fetchStream"]);
    expect(commands).not.toContainEqual({ type: "close", rung: "longPoll" });
  });

  test("a streamed fetch that gets through is as good", () => {
    const state = after(...buffered.slice(0, 4), ...proof("fetchStream"));
    expect(state).toMatchObject({ kind: "live", stream: "fetchStream" });
  });

  test("when no stream gets through the poll goes on by itself, and it looks for streams now and then", () => {
    expect(after(...buffered)).toMatchObject({ kind: "polling", poll: "longPoll" });
    const { commands } = next(after(...buffered.slice(0, 4)), silence("fetchStream"));
    expect(opens(commands)).toEqual([]);
    expect(commands).toContainEqual({ type: "probeIn", probes: 1, retryAfterMs: null });
  });

  test("silent while polls aren't answered either, it gets a second chance", () => {
    const once = after(start, timer, silence("eventSource"));
    expect(once).toMatchObject({ kind: "connecting", stream: "eventSource", backup: "opening" });
    expect(next(once, silence("eventSource")).state).toMatchObject({ stream: "fetchStream" });
  });

  test("two streams that open and die young make it go down, and one of the next kind", () => {
    const once = [...live, ...cutYoung, ...proof("eventSource")];
    expect(after(...once).kind).toBe("live");
    const twice = [...once, failed("eventSource", 0, 200)];
    expect(after(...twice)).toMatchObject({ kind: "connecting", stream: "fetchStream" });
    expect(after(...twice, ...proof("fetchStream"), failed("fetchStream", 0, 200)).kind).toBe(
      "polling",
    );
  });

  test("a stream that gets no answer where other requests do counts as blocked", () => {
    const blocked = [failed("eventSource", 200), timer, failed("eventSource", 200)];
    expect(after(start, ...blocked)).toMatchObject({ stream: "fetchStream", backup: "opening" });
    expect(after(start, ...blocked, failed("fetchStream", 200)).kind).toBe("polling");
  });

  test("a restart of the server is nobody's fault: it goes on trying the stream", () => {
    const restart = [failed("eventSource", 0, 5_000), timer, failed("eventSource", 0), timer];
    const back = proof("eventSource");
    expect(after(...live, ...restart, ...back, ...restart)).toMatchObject({
      kind: "connecting",
      stream: "eventSource",
    });
  });

  test("streams that live their minute don't count against the network", () => {
    const rotated = [failed("eventSource", 0, 300_000), timer, ...proof("eventSource")];
    expect(after(...live, ...rotated, ...rotated, ...rotated).kind).toBe("live");
  });

  test("after the long life of a streamed fetch the EventSource gets a trial, with a poll beside it", () => {
    const second = [...buffered.slice(0, 4), ...proof("fetchStream")];
    const trial = after(...second, failed("fetchStream", 0, 400_000), timer);
    expect(trial).toMatchObject({ stream: "eventSource", backup: "opening" });
    const failedTrial = next(next(trial, opened("longPoll")).state, silence("eventSource"));
    expect(failedTrial.state).toMatchObject({ stream: "fetchStream", backup: "opened" });
  });
});

describe("polling", () => {
  test("it goes back to the stream when a probe has proved itself and lived a while", () => {
    const probed = [...buffered, timer, ...proof("eventSource")];
    expect(after(...probed)).toMatchObject({
      kind: "polling",
      probe: { rung: "eventSource", stage: "proven" },
    });
    expect(after(...probed, timer)).toMatchObject({ kind: "live", stream: "eventSource" });
  });

  test("the poll goes on while a stream is probed, and after the probe failed", () => {
    expect(commandsOf(after(...buffered, timer), silence("eventSource"))).toEqual([
      { type: "close", rung: "eventSource" },
      { type: "probeIn", probes: 2, retryAfterMs: null },
    ]);
  });

  test("both kinds of stream are probed in turn", () => {
    const once = [...buffered, timer, silence("eventSource")];
    expect(opens(commandsOf(after(...buffered), timer))).toEqual(["eventSource"]);
    expect(opens(commandsOf(after(...once), timer))).toEqual(["fetchStream"]);
    expect(opens(commandsOf(after(...once, timer, silence("fetchStream")), timer))).toEqual([
      "eventSource",
    ]);
  });

  test.each([429, 503])(
    "a probe that the server sends away by %i comes back when asked, and isn't held against streams",
    (status) => {
      const sentAway = { ...failed("eventSource", status), retryAfterMs: 4_000 } as Signal;
      const commands = commandsOf(after(...buffered, timer), sentAway);
      expect(commands).toContainEqual({ type: "probeIn", probes: 1, retryAfterMs: 4_000 });
    },
  );

  test("a probe that opens and dies at once never replaces the poll", () => {
    const probed = after(...buffered, timer, ...proof("eventSource"));
    expect(next(probed, failed("eventSource", 0, 200)).state).toMatchObject({
      kind: "polling",
      stage: "opened",
      probe: null,
    });
  });

  test("streams regained from the poll that die at once are not believed again, and probed less", () => {
    const regained = [...buffered, timer, ...proof("eventSource"), timer];
    const both = [failed("eventSource", 0, 200), ...proof("fetchStream")];
    const state = after(...regained, ...both, failed("fetchStream", 0, 200));
    expect(state).toMatchObject({ kind: "polling", probes: 2 });
  });

  test("a poll that fails while a proven stream is on probation gives way to it", () => {
    const probed = [...buffered, timer, ...proof("eventSource")];
    expect(after(...probed, failed("longPoll", 429))).toMatchObject({ kind: "live" });
  });

  test("a poll that is asked to stay away waits and polls again", () => {
    expect(after(...buffered, failed("longPoll", 429)).kind).toBe("waiting");
    expect(after(...buffered, failed("longPoll", 429), timer).kind).toBe("polling");
  });

  test("a server that was down gets a stream again, with the poll beside it", () => {
    const down = [failed("longPoll", 0, 9_000), failed("longPoll", 0)];
    expect(after(...buffered, ...down).kind).toBe("waiting");
    expect(after(...buffered, ...down, timer)).toMatchObject({
      ...{ kind: "connecting", stream: "eventSource", poll: "longPoll", backup: "opening" },
    });
  });

  test("on another network the stream gets another chance at once, and old lines are closed", () => {
    const { state, commands } = next(after(...short), say("online"));
    expect(state).toMatchObject({
      ...{ kind: "connecting", stream: "eventSource", poll: "longPoll", backup: "opening" },
    });
    expect(commands).toContainEqual({ type: "close", rung: "shortPoll" });
  });
});

describe("a long poll has to prove itself, too", () => {
  test("cut once, it is asked again at once", () => {
    const { state, commands } = next(after(...buffered), failed("longPoll", 504, 9_000));
    expect(state).toMatchObject({ kind: "polling", poll: "longPoll", stage: "opening" });
    expect(opens(commands)).toEqual(["longPoll"]);
  });

  test("cut twice while answers that don't wait come, it gives way to the short poll", () => {
    expect(after(...short)).toMatchObject({ kind: "polling", poll: "shortPoll" });
    const { commands } = next(after(...buffered, ...cutTwice.slice(0, 2)), failed("longPoll", 0));
    expect(commands).toContainEqual({ type: "close", rung: "longPoll" });
  });

  test("this is found out beside a stream that isn't proven yet, too", () => {
    expect(after(start, timer, opened("longPoll"), ...cutTwice)).toMatchObject({
      kind: "connecting",
      poll: "shortPoll",
      backup: "opening",
    });
  });

  test("answers that waited speak for it, whatever is cut after them", () => {
    const held = [opened("longPoll"), beat("longPoll"), failed("longPoll", 504, 9_000)];
    expect(after(...buffered, ...held, ...held, ...held)).toMatchObject({ poll: "longPoll" });
  });

  test("from the short poll, the long one is probed beside it and replaces it by an answer that waited", () => {
    const probing = [...short, timer];
    expect(opens(commandsOf(after(...short), timer))).toEqual(["longPoll"]);
    expect(after(...probing, opened("longPoll"))).toMatchObject({ poll: "shortPoll" });
    const { state, commands } = next(after(...probing, opened("longPoll")), beat("longPoll"));
    expect(state).toMatchObject({ kind: "polling", poll: "longPoll", stage: "proven" });
    expect(commands).toContainEqual({ type: "close", rung: "shortPoll" });
    expect(opens(commands)).toEqual([]);
  });
});

describe("what is remembered of the network", () => {
  test("the next page begins where this one stood, and looks upwards soon", () => {
    const { state, commands } = next(initialState, { type: "start", rung: "shortPoll" });
    expect(state).toMatchObject({ kind: "polling", poll: "shortPoll" });
    expect(opens(commands)).toEqual(["shortPoll"]);
    expect(commands).toContainEqual({ type: "probeIn", probes: 1, retryAfterMs: null });
    expect(after({ type: "start", rung: "fetchStream" })).toMatchObject({ stream: "fetchStream" });
  });
});

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
