import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { initialState, next } from "./connection-state";
import type { Command, ConnectionState, Signal } from "./connection-types";
import { isStream, type Rung, rungs } from "./ladder";

const rung = fc.constantFrom<Rung>(...rungs);
const lived = fc.option(fc.nat({ max: 120_000 }));
const anySignal: fc.Arbitrary<Signal> = fc.oneof(
  fc.constantFrom<Signal>(
    { type: "online" },
    { type: "offline" },
    { type: "visible" },
    { type: "hidden" },
    { type: "pageshow" },
    { type: "sleep" },
    { type: "reached" },
    { type: "stop" },
  ),
  fc.record({ type: fc.constant("start" as const), rung: fc.option(rung) }),
  { weight: 4, arbitrary: fc.constant<Signal>({ type: "timer" }) },
  { weight: 6, arbitrary: fc.record({ type: fc.constant("opened" as const), rung }) },
  { weight: 6, arbitrary: fc.record({ type: fc.constant("eventBeat" as const), rung }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant("silence" as const), rung, livedMs: lived }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant("failed" as const),
      rung,
      status: fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(0, 200, 503, 504) },
        { weight: 1, arbitrary: fc.constantFrom(400, 401, 403, 404, 429, 500) },
      ),
      livedMs: lived,
      retryAfterMs: fc.option(fc.nat({ max: 60_000 })),
    }),
  },
);

/** A refusal may come from any other request, too; the rest only from what is open. */
function isOfLine(signal: Signal): signal is Signal & { rung: Rung } {
  if (!("rung" in signal) || signal.type === "start") return false;
  return signal.type !== "failed" || ![401, 403, 404].includes(signal.status);
}

/** The runner, as far as the table can tell: what is open, and whether a timer is set. */
function createWorld() {
  const open = new Set<Rung>();
  let hasTimer = false;
  let state = initialState;

  function carryOut(command: Command): void {
    if (command.type === "open") open.add(command.rung);
    else if (command.type === "close") open.delete(command.rung);
    else if (command.type !== "catchUp") hasTimer = true;
    expect([...open].filter(isStream).length).toBeLessThanOrEqual(1);
  }

  return {
    see: (signal: Signal) => {
      const heard = isOfLine(signal) ? ofOpenLine(signal) : signal;
      if (heard) take(heard);
    },
    look: () => ({ state, open: [...open].sort(), hasTimer }),
  };

  /** Only what is open reports anything: it is moved to one of these. */
  function ofOpenLine(signal: Signal & { rung: Rung }): Signal | null {
    if (open.has(signal.rung)) return signal;
    const other = [...open][rungs.indexOf(signal.rung) % open.size];
    return other ? ({ ...signal, rung: other } as Signal) : null;
  }

  function take(signal: Signal): void {
    // A timer that isn't set doesn't ring.
    if (signal.type === "timer" && !hasTimer) return;
    if (signal.type === "timer") hasTimer = false;
    const before = state.kind;
    const step = next(state, signal);
    state = step.state;
    if (state.kind !== before) hasTimer = false;
    step.commands.forEach(carryOut);
  }
}

function expectedOpen(state: ConnectionState): Rung[] {
  switch (state.kind) {
    case "connecting":
      return state.backup === null ? [state.stream] : [state.stream, state.poll].sort();
    case "live":
      return [state.stream];
    case "polling":
      return state.probe === null ? [state.poll] : [state.poll, state.probe.rung].sort();
    default:
      return [];
  }
}

const someSignals = fc.array(anySignal, { minLength: 1, maxLength: 80 });

/** Holds after each of any signals, in any order. */
function always(check: (seen: ReturnType<ReturnType<typeof createWorld>["look"]>) => void): void {
  fc.assert(
    fc.property(someSignals, (signals) => {
      const world = createWorld();
      for (const signal of signals) {
        world.see(signal);
        check(world.look());
      }
    }),
    { numRuns: 2_000 },
  );
}

describe("whatever happens in whatever order", () => {
  test("what is open fits the state, and there is never more than one stream", () => {
    always(({ state, open }) => {
      expect(open).toEqual(expectedOpen(state));
    });
  });

  test("no state is a dead end", () => {
    always(({ state, open, hasTimer }) => {
      const mayRest = ["stopped", "asleep", "live"].includes(state.kind);
      // What is probed proves itself, fails or falls silent: each of it goes on.
      const isBusy = state.kind === "polling" && state.probe !== null && open.length === 2;
      const isProven = isBusy && state.probe?.stage === "proven";
      const goesOn = hasTimer || (isBusy && !isProven) || state.kind === "connecting";
      expect(mayRest || goesOn).toBe(true);
    });
  });

  test("while no stream is proven, a poll runs or is about to", () => {
    always(({ state, open, hasTimer }) => {
      if (state.kind !== "connecting" && state.kind !== "polling") return;
      const polls = open.some((one) => !isStream(one));
      expect(polls || (state.kind === "connecting" && hasTimer)).toBe(true);
    });
  });

  test("once nothing is wrong any more it gets live within a few probes", () => {
    fc.assert(
      fc.property(someSignals, fc.option(rung), (signals, remembered) => {
        const world = createWorld();
        const all: Signal[] = [...signals, { type: "stop" }, { type: "start", rung: remembered }];
        all.forEach(world.see);
        for (let round = 0; round < 6 && world.look().state.kind !== "live"; round += 1) {
          const { open } = world.look();
          open.forEach((one) => {
            world.see({ type: "opened", rung: one });
            world.see({ type: "eventBeat", rung: one });
          });
          world.see({ type: "timer" });
        }
        expect(world.look().state.kind).toBe("live");
      }),
    );
  });

  test("on a network without streams it never stops polling once it polls", () => {
    const noise = fc.constantFrom<Signal>(
      ...rungs.filter(isStream).flatMap((one): Signal[] => [
        { type: "silence", rung: one, livedMs: null },
        { type: "failed", rung: one, status: 200, livedMs: null, retryAfterMs: null },
        { type: "opened", rung: one },
      ]),
      { type: "eventBeat", rung: "longPoll" },
      { type: "timer" },
      { type: "visible" },
      { type: "reached" },
    );
    fc.assert(
      fc.property(fc.array(noise, { maxLength: 60 }), (signals) => {
        const world = createWorld();
        world.see({ type: "start", rung: "longPoll" });
        world.see({ type: "opened", rung: "longPoll" });
        for (const signal of signals) {
          if (isOfLine(signal) && !world.look().open.includes(signal.rung)) continue;
          world.see(signal);
          expect(world.look().open).toContain("longPoll");
        }
      }),
    );
  });
});
