import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { initialState, next } from "./connection-state";
import type { Command, ConnectionState, Rung, Signal } from "./connection-types";

const opened: Signal = { type: "opened" };
const beat = (rung: Rung): Signal => ({ type: "eventBeat", rung });
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
const say = (
  type: "start" | "reached" | "online" | "offline" | "visible" | "pageshow" | "timer" | "stop",
) => ({
  type,
});

function after(...signals: Signal[]): ConnectionState {
  return signals.reduce((state, signal) => next(state, signal).state, initialState);
}

function commandsOf(state: ConnectionState, signal: Signal): Command[] {
  return next(state, signal).commands;
}

const live = [say("start"), opened, beat("stream")];
const youngDeath = [failed("stream", 0, 200), say("timer"), opened, beat("stream")];

describe("a stream has to prove itself", () => {
  test("it is connected once hello and the event after it have come", () => {
    expect(after(say("start")).kind).toBe("connecting");
    expect(after(say("start"), opened).kind).toBe("connecting");
    expect(after(...live).kind).toBe("live");
  });

  test("data without a hello proves nothing", () => {
    expect(after(say("start"), beat("stream"), beat("stream")).kind).toBe("connecting");
  });

  test("after one silent stream the poll runs beside the next, so that nobody waits", () => {
    const state = after(say("start"));
    expect(commandsOf(state, silence("stream"))).toEqual([
      { type: "open", rung: "stream" },
      { type: "open", rung: "poll" },
    ]);
    expect(after(say("start"), silence("stream"))).toMatchObject({ backup: true });
  });

  test("after two silent streams it polls, and looks for the stream now and then", () => {
    const state = after(say("start"), silence("stream"));
    expect(commandsOf(state, silence("stream"))).toContainEqual({
      ...{ type: "probeIn", probes: 1, retryAfterMs: null },
    });
    expect(after(say("start"), silence("stream"), silence("stream")).kind).toBe("polling");
  });

  test("two streams that open and die young make it poll", () => {
    expect(after(...live, ...youngDeath).kind).toBe("live");
    expect(after(...live, ...youngDeath, failed("stream", 0, 200)).kind).toBe("polling");
  });

  test("a stream that gets no answer where other requests do counts as blocked", () => {
    const blocked = [failed("stream", 200), say("timer"), failed("stream", 200)];
    expect(after(say("start"), ...blocked).kind).toBe("polling");
  });

  test("a restart of the server is nobody's fault: it goes on trying the stream", () => {
    const restart = [failed("stream", 0, 5_000), say("timer"), failed("stream", 0), say("timer")];
    const back = [opened, beat("stream")];
    expect(after(...live, ...restart, ...back, ...restart).kind).toBe("connecting");
  });

  test("streams that live their minute don't count against the network", () => {
    const rotated = [failed("stream", 0, 300_000), say("timer"), opened, beat("stream")];
    expect(after(...live, ...rotated, ...rotated, ...rotated).kind).toBe("live");
  });
});

describe("polling", () => {
  const polling = [say("start"), silence("stream"), silence("stream")];

  test("it goes back to the stream when a probe has proved itself and lived a while", () => {
    const probed = [...polling, beat("poll"), say("timer"), opened, beat("stream")];
    expect(after(...probed)).toMatchObject({ kind: "polling", probe: "proving" });
    expect(after(...probed, say("timer"))).toMatchObject({ kind: "live", rung: "stream" });
  });

  test("the poll goes on while the stream is probed, and after the probe failed", () => {
    const probing = after(...polling, beat("poll"), say("timer"));
    expect(commandsOf(probing, silence("stream"))).toEqual([
      { type: "close", rung: "stream" },
      { type: "probeIn", probes: 2, retryAfterMs: null },
    ]);
  });

  test("a probe that the server sends away comes back when asked, and isn't held against streams", () => {
    const probing = after(...polling, beat("poll"), say("timer"));
    const sentAway: Signal = { ...failed("stream", 503), retryAfterMs: 4_000 } as Signal;
    expect(commandsOf(probing, sentAway)).toContainEqual({
      type: "probeIn",
      probes: 1,
      retryAfterMs: 4_000,
    });
  });

  test("a probe that opens and dies at once never replaces the poll", () => {
    const probed = after(...polling, beat("poll"), say("timer"), opened, beat("stream"));
    expect(next(probed, failed("stream", 0, 200)).state).toMatchObject({
      kind: "polling",
      proven: true,
      probe: "none",
    });
  });

  test("a stream regained from the poll that dies at once is not believed again", () => {
    const regained = [...polling, say("timer"), opened, beat("stream"), say("timer")];
    expect(after(...regained, failed("stream", 0, 200)).kind).toBe("polling");
  });

  test("a poll that is asked to stay away waits and polls again", () => {
    expect(after(...polling, failed("poll", 429)).kind).toBe("waiting");
    expect(after(...polling, failed("poll", 429), say("timer")).kind).toBe("polling");
  });

  test("a server that was down gets a stream again, with the poll beside it", () => {
    expect(after(...polling, failed("poll", 503), say("timer"))).toMatchObject({
      kind: "connecting",
      backup: true,
    });
  });

  test("on another network the stream gets another chance at once", () => {
    expect(after(...polling, say("online"))).toMatchObject({ kind: "connecting", backup: true });
  });
});

describe("refusals", () => {
  test.each([
    [401, "signed_out"],
    [403, "forbidden"],
    [404, "not_found"],
    [410, "not_found"],
  ])("%i stops for a reason: %s", (status, reason) => {
    expect(after(say("start"), failed("stream", status))).toMatchObject({
      kind: "stopped",
      reason,
    });
    expect(after(...live, failed("poll", status))).toMatchObject({ kind: "stopped", reason });
  });

  test.each([0, 400, 408, 429, 500, 502, 503])("%i is tried again", (status) => {
    expect(after(say("start"), failed("stream", status)).kind).toBe("waiting");
  });

  test("the server's Retry-After is passed on", () => {
    const signal: Signal = { ...failed("stream", 429), retryAfterMs: 7_000 } as Signal;
    expect(commandsOf(after(say("start")), signal)).toContainEqual({
      type: "retryIn",
      failures: 1,
      retryAfterMs: 7_000,
    });
  });

  test("coming back to the page after signing in elsewhere tries again", () => {
    expect(after(say("start"), failed("stream", 401), say("visible")).kind).toBe("connecting");
    expect(after(say("start"), failed("stream", 401), say("reached")).kind).toBe("connecting");
    expect(after(say("start"), failed("stream", 404), say("visible")).kind).toBe("stopped");
  });
});

describe("waking", () => {
  const waiting = [say("start"), failed("stream", 0)];

  test.each(["online", "visible", "pageshow"] as const)("%s ends the waiting at once", (type) => {
    expect(after(...waiting, say(type)).kind).toBe("connecting");
  });

  test("a message that got through ends the waiting too, and disturbs nothing else", () => {
    expect(after(...waiting, say("reached")).kind).toBe("connecting");
    expect(after(...live, say("offline"), say("reached")).kind).toBe("connecting");
    expect(next(after(...live), say("reached")).commands).toEqual([]);
  });

  test("coming back to a live page catches up, whatever the stream believes", () => {
    expect(commandsOf(after(...live), say("visible"))).toEqual([{ type: "catchUp" }]);
  });

  test.each(["online", "pageshow"] as const)("%s opens a live stream anew", (type) => {
    expect(commandsOf(after(...live), say(type))).toContainEqual({ type: "open", rung: "stream" });
  });

  test("offline closes everything, and still looks now and then", () => {
    const { state, commands } = next(after(...live), say("offline"));
    expect(state.kind).toBe("offline");
    expect(commands.map(({ type }) => type)).toEqual(["close", "close", "retryIn"]);
    expect(next(state, say("timer")).state).toMatchObject({ kind: "connecting", online: false });
  });

  test("a connection that works proves the browser's offline wrong", () => {
    const state = after(...live, say("offline"), say("timer"), opened, beat("stream"));
    expect(state).toMatchObject({ kind: "live", online: true });
  });

  test("a page that was left stays quiet until it is started again", () => {
    const left = after(...live, say("stop"));
    for (const type of ["online", "visible", "pageshow", "offline", "timer"] as const) {
      expect(next(left, say(type)).state.kind).toBe("stopped");
    }
    expect(next(left, say("start")).state.kind).toBe("connecting");
  });
});

const rung = fc.constantFrom<Rung>("stream", "poll");
const lived = fc.option(fc.nat({ max: 120_000 }));
const anySignal: fc.Arbitrary<Signal> = fc.oneof(
  fc.constantFrom<Signal>(
    { type: "start" },
    { type: "opened" },
    { type: "online" },
    { type: "offline" },
    { type: "visible" },
    { type: "hidden" },
    { type: "pageshow" },
    { type: "timer" },
    { type: "reached" },
    { type: "stop" },
  ),
  fc.record({ type: fc.constant("eventBeat" as const), rung }),
  fc.record({ type: fc.constant("silence" as const), rung, livedMs: lived }),
  fc.record({
    type: fc.constant("failed" as const),
    rung,
    status: fc.constantFrom(0, 200, 400, 401, 403, 404, 429, 500, 503),
    livedMs: lived,
    retryAfterMs: fc.option(fc.nat({ max: 60_000 })),
  }),
);

/** What the runner would hold open, as it follows the commands. */
function createWorld() {
  const open = new Set<Rung>();
  let hasTimer = false;
  let state = initialState;
  return {
    see: (signal: Signal) => {
      if (signal.type === "timer") hasTimer = false;
      const step = next(state, signal);
      if (step.state.kind !== state.kind) hasTimer = false;
      for (const command of step.commands) {
        if (command.type === "open") open.add(command.rung);
        if (command.type === "close") open.delete(command.rung);
        if (command.type === "retryIn" || command.type === "probeIn") hasTimer = true;
      }
      state = step.state;
    },
    look: () => ({ state, open: [...open].sort(), hasTimer }),
  };
}

function expectedOpen(state: ConnectionState): Rung[] {
  switch (state.kind) {
    case "connecting":
      return state.backup ? ["poll", "stream"] : ["stream"];
    case "live":
      return ["stream"];
    case "polling":
      return state.probe === "none" ? ["poll"] : ["poll", "stream"];
    default:
      return [];
  }
}

describe("whatever happens in whatever order", () => {
  test("what is open fits the state, and no state is a dead end", () => {
    fc.assert(
      fc.property(fc.array(anySignal, { maxLength: 60 }), (signals) => {
        const world = createWorld();
        for (const signal of signals) {
          world.see(signal);
          const { state, open, hasTimer } = world.look();
          expect(open).toEqual(expectedOpen(state));
          const mayRest = state.kind === "stopped" || state.kind === "live";
          const isBusy = open.includes("stream");
          expect(mayRest || isBusy || hasTimer).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("once nothing is wrong any more it gets live", () => {
    fc.assert(
      fc.property(fc.array(anySignal, { maxLength: 40 }), (signals) => {
        const state = after(...signals, say("stop"), say("start"));
        const probe = state.kind === "polling" ? [say("timer")] : [];
        const end = [...probe, opened, beat("stream"), ...probe].reduce(
          (one, signal) => next(one, signal).state,
          state,
        );
        expect(end.kind).toBe("live");
      }),
    );
  });
});
