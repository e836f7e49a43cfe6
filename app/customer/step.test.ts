import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRng } from "~/lib/rng";
import { createTalk, readScenario } from "../../tests/support/talk";
import type { CustomerEffect, CustomerEvent } from "./engine-types";
import { initialState } from "./initial-state";
import { customerState } from "./state";
import { step } from "./step";

const priya = readScenario("mfa-new-phone");
const graham = readScenario("robot-voice");

const delays = (effects: CustomerEffect[], kind: CustomerEffect["kind"]): number[] =>
  effects.filter((effect) => effect.kind === kind).map(({ delayMs }) => delayMs);

describe("the opening", () => {
  it("comes from the customer, its first line at once", () => {
    const { opening } = createTalk(priya);
    expect(opening.say).toHaveLength(2);
    expect(delays(opening.effects, "say")[0]).toBe(0);
  });
});

describe("pace", () => {
  it("a message is delivered, read, answered by typing, then said within six seconds", () => {
    const { effects } = createTalk(graham).say("When did it start?");
    const kinds = effects.map(({ kind }) => kind).filter((kind) => kind !== "wake");
    expect(kinds).toEqual(["delivered", "read", "typing", "say"]);
    const [read = 0] = delays(effects, "read");
    const [said = 0] = delays(effects, "say");
    expect(read).toBeGreaterThanOrEqual(600);
    expect(read).toBeLessThanOrEqual(2500);
    expect(said).toBeLessThanOrEqual(6000);
  });

  it("effects are in the order of their time, and one wake-up is always set", () => {
    const { effects } = createTalk(graham).say("Where are you, and since when?");
    const times = effects.map(({ delayMs }) => delayMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(delays(effects, "wake")).toHaveLength(1);
  });
});

describe("a reply that was coming is reconsidered", () => {
  it("a fact still to be said is said before the new answer", () => {
    const talk = createTalk(graham);
    talk.say("When did it start?");
    const reply = talk.say("And where are you?", 1000);
    expect(reply.say).toHaveLength(2);
    expect(reply.say[0]).toMatch(/lunchtime/);
    expect(reply.say[1]).toMatch(/garden/i);
  });

  it("small talk that has gone stale is dropped", () => {
    const talk = createTalk(graham);
    const small = talk.say("Thanks!").say[0];
    expect(talk.say("When did it start?", 500).say).not.toContain(small);
  });

  it("the customer stops typing when the trainee sends", () => {
    const talk = createTalk(graham);
    const [typing = 0] = delays(talk.say("When did it start?").effects, "typing");
    const { effects } = talk.say("And where are you?", typing + 10);
    expect(effects[0]).toMatchObject({
      delayMs: 0,
      kind: expect.stringMatching(/typing|delivered/) as string,
    });
    expect(effects).toContainEqual({ delayMs: 0, kind: "typing", typing: false });
  });

  it("waits while the trainee types, but not for ever", () => {
    const talk = createTalk(graham);
    const [first = 0] = delays(talk.say("When did it start?").effects, "say");
    let postponed = talk.typing(1000);
    const [later = 0] = delays(postponed.effects, "say");
    expect(later + 1000).toBeGreaterThan(first);
    for (let i = 0; i < 12 && postponed.say.length > 0; i++) postponed = talk.typing(2000);
    expect(postponed.say).toEqual([]);
  });

  it("a read receipt that isn't due yet is promised again", () => {
    const talk = createTalk(graham);
    talk.say("When did it start?");
    expect(delays(talk.typing(100).effects, "read")).toHaveLength(1);
  });
});

describe("silence", () => {
  it("brings a nudge and costs mood, and at last the customer leaves", () => {
    const talk = createTalk(priya);
    talk.say("Hello, one moment");
    const nudge = talk.wait(200);
    expect(nudge.say).toHaveLength(1);
    expect(nudge.mood).toBe(-1);
    const replies = [talk.wait(300), talk.wait(400), talk.wait(500)];
    expect(replies.some(({ effects }) => effects.some(({ kind }) => kind === "leave"))).toBe(true);
    expect(talk.say("Hello?").effects).toEqual([]);
  });
});

describe("tools", () => {
  it("give their result at once as a line by nobody", () => {
    const { effects } = createTalk(priya).use("lookup_user");
    expect(effects[0]).toMatchObject({
      delayMs: 0,
      kind: "system",
      text: expect.stringMatching(/40718/) as string,
    });
  });

  it("resetting before asking who it is is critical; after it is not", () => {
    expect(createTalk(priya).use("reset_mfa").critical).toEqual(["reset_before_id"]);
    const talk = createTalk(priya);
    talk.use("lookup_user");
    expect(talk.use("reset_mfa").critical).toEqual(["reset_before_id"]);
    const careful = createTalk(priya);
    careful.say("Could I have your name and staff number?");
    expect(careful.use("reset_mfa").critical).toEqual([]);
  });

  it("that the scenario doesn't offer are refused", () => {
    expect(() => createTalk(priya).use("cancel_jobs")).toThrow(RangeError);
  });
});

describe("instructions", () => {
  it("'don't restart yet' is no instruction to restart", () => {
    const talk = createTalk(graham);
    expect(talk.say("Please don't restart yet.").actions).toEqual([]);
    expect(talk.say("Now please restart it.").actions).toEqual(["restart_laptop"]);
  });

  it("a plain yes means what the customer has just asked", () => {
    const talk = createTalk(priya);
    talk.say("Your name and staff number please?");
    talk.use("reset_mfa");
    talk.say("Please sign in again");
    expect(talk.say("Yes please").actions).toEqual(["enrol_phone"]);
  });
});

const phrases = [
  "When did it start?",
  "Anything changed?",
  "which phone approves it",
  "name and staff number pls",
  "I'm so sorry, that must be frustrating",
  "what is your password?",
  "set up the authenticator on your new phone",
  "are you in now?",
  "blah fnord",
  "don't restart yet",
  "you should have told us",
  "what's your RSSI in dBm",
];

const event = fc.oneof(
  fc.record({
    type: fc.constant("message" as const),
    text: fc.oneof(fc.constantFrom(...phrases), fc.string()),
  }),
  fc.record({
    type: fc.constant("tool" as const),
    tool: fc.constantFrom("lookup_user", "reset_mfa", "reset_password"),
  }),
  fc.record({ type: fc.constant("typing" as const) }),
  fc.record({ type: fc.constant("time" as const) }),
);
const script = fc.array(fc.tuple(event, fc.nat(90_000)), { maxLength: 25 });

function run(
  seed: number,
  level: number,
  events: [object, number][],
  through: (state: unknown) => unknown,
) {
  let state = initialState(priya, { seed, level });
  let at = 0;
  let seq = 2;
  const log: unknown[] = [];
  for (const [each, gap] of [[{ type: "started" }, 0] as [object, number], ...events]) {
    at += gap;
    seq += 1;
    const result = step(
      state,
      { ...each, at, seq } as CustomerEvent,
      priya,
      createRng(seed, state.turn),
    );
    log.push(result.effects, result.report);
    state = customerState.parse(through(result.state));
  }
  return { state, log };
}

describe("the same seed and inputs", () => {
  it("give the same customer, also when the state is stored and read again between the steps", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e6, max: 1e6 }),
        fc.integer({ min: 1, max: 3 }),
        script,
        (seed, level, events) => {
          const direct = run(seed, level, events, (state) => state);
          const stored = run(seed, level, events, (state) => JSON.parse(JSON.stringify(state)));
          expect(stored).toEqual(direct);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("a step leaves the state that it was given alone", () => {
    const before = initialState(priya, { seed: 1, level: 2 });
    const copy = structuredClone(before);
    step(before, { type: "started", at: 0 }, priya, createRng(1, 0));
    expect(before).toEqual(copy);
  });

  it("whatever is typed, delays are sane, mood is in range and secrets stay secret", () => {
    fc.assert(
      fc.property(fc.nat(1000), script, (seed, events) => {
        const { state, log } = run(seed, 2, events, (each) => each);
        expect(state.mood).toBeGreaterThanOrEqual(-3);
        expect(state.mood).toBeLessThanOrEqual(2);
        for (const effects of log.filter(Array.isArray) as CustomerEffect[][]) {
          for (const { delayMs } of effects)
            expect(Number.isFinite(delayMs) && delayMs >= 0).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});
