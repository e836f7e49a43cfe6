import { describe, expect, test } from "vitest";
import { initialState, next } from "./connection-state";
import {
  after,
  beat,
  buffered,
  commandsOf,
  cutTwice,
  cutYoung,
  failed,
  live,
  opened,
  opens,
  proof,
  say,
  short,
  silence,
  start,
  timer,
} from "./connection-stories";
import type { Signal } from "./connection-types";

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
