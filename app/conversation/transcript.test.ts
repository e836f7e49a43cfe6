import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DurableEvent, SessionEvent } from "./events";
import { receive, startAt } from "./contiguity";
import { applyEvent, type Transcript } from "./transcript";

const trainee = { role: "trainee" as const, name: "Tess" };
const customer = { role: "customer" as const, name: "Priya Raman" };

const empty: Transcript = {
  sessionId: "s",
  status: "active",
  head: 0,
  messages: [],
  hasEarlier: false,
  actions: [],
  receipts: [
    { ...trainee, deliveredSeq: 0, readSeq: 0 },
    { ...customer, deliveredSeq: 0, readSeq: 0 },
  ],
  typing: [],
  present: [],
};

const posted = (
  seq: number,
  author: typeof trainee | typeof customer = customer,
): DurableEvent => ({
  type: "message.posted",
  data: {
    id: `m${String(seq)}`,
    sessionId: "s",
    seq,
    author,
    text: `line ${String(seq)}`,
    clientMessageId: null,
    createdAt: "2026-01-02T03:04:05.000Z",
  },
});
const acted = (seq: number): DurableEvent => ({
  type: "action.taken",
  data: { seq, tool: "reset_mfa", label: "Reset MFA", by: "Tess", at: "2026-01-02T03:04:05.000Z" },
});
const ended = (seq: number): DurableEvent => ({
  type: "session.changed",
  data: { seq, status: "ended", at: "2026-01-02T03:04:05.000Z" },
});
const typing = (on: boolean): SessionEvent => ({
  type: "typing.changed",
  data: { author: customer, typing: on, expiresInMs: on ? 6_000 : 0 },
});
const receipt = (deliveredSeq: number, readSeq: number): SessionEvent => ({
  type: "receipt.changed",
  data: { role: "customer", deliveredSeq, readSeq },
});
const presence = (present: boolean): SessionEvent => ({
  type: "presence.changed",
  data: { ...customer, present },
});

const fold = (events: readonly SessionEvent[], from = empty) => events.reduce(applyEvent, from);
const freeze = (transcript: Transcript): Transcript => {
  for (const value of Object.values(transcript)) Object.freeze(value);
  return Object.freeze(transcript);
};

describe("events become state", () => {
  test("messages, tools and the end of the session each move the head by one", () => {
    const state = fold([posted(1), acted(2), ended(3)]);
    expect(state).toMatchObject({ head: 3, status: "ended" });
    expect(state.messages.map(({ seq }) => seq)).toEqual([1]);
    expect(state.actions.map(({ seq }) => seq)).toEqual([2]);
  });

  test("an event that comes again changes nothing", () => {
    const state = fold([posted(1), posted(2)]);
    expect(applyEvent(state, posted(2))).toBe(state);
    expect(applyEvent(state, posted(1))).toBe(state);
  });

  test("who sends has stopped typing", () => {
    const state = fold([typing(true), posted(1, trainee)]);
    expect(state.typing).toHaveLength(1);
    expect(fold([posted(2)], state).typing).toEqual([]);
  });

  test("one author types once, and stops", () => {
    expect(fold([typing(true), typing(true)]).typing).toHaveLength(1);
    expect(fold([typing(true), typing(false)]).typing).toEqual([]);
    expect(fold([typing(true), ended(1)]).typing).toEqual([]);
  });

  test("receipts only move forward", () => {
    const state = fold([receipt(5, 3), receipt(4, 2), receipt(6, 1)]);
    expect(state.receipts.find(({ role }) => role === "customer")).toMatchObject({
      deliveredSeq: 6,
      readSeq: 3,
    });
  });

  test("someone is present once, until they leave", () => {
    expect(fold([presence(true), presence(true)]).present).toEqual([customer]);
    expect(fold([presence(true), presence(false)]).present).toEqual([]);
  });
});

const durable = (seq: number): fc.Arbitrary<DurableEvent> =>
  fc.constantFrom(posted(seq), posted(seq, trainee), acted(seq));
const log = fc
  .integer({ min: 1, max: 30 })
  .chain((length) => fc.tuple(...Array.from({ length }, (_, at) => durable(at + 1))));
const ephemeral = fc.constantFrom(
  typing(true),
  typing(false),
  receipt(1, 1),
  receipt(9, 4),
  presence(true),
);

describe("in whatever order", () => {
  test("a log delivered doubled and shuffled, put in order, gives the same transcript", () => {
    const deliveries = log.chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
      ),
    );
    fc.assert(
      fc.property(deliveries, ([events, arriving]) => {
        let contiguity = startAt(0);
        let state = empty;
        for (const event of arriving) {
          const result = receive(contiguity, event);
          contiguity = result.contiguity;
          state = fold(result.ready, state);
        }
        expect(state).toEqual(fold(events));
        expect(contiguity.early.size).toBe(0);
      }),
    );
  });

  test("folding changes no state that someone else may hold", () => {
    fc.assert(
      fc.property(log, fc.array(ephemeral), (events, others) => {
        [...events, ...others].reduce<Transcript>(
          (state, event) => freeze(applyEvent(state, event)),
          freeze({ ...empty }),
        );
      }),
    );
  });

  test("a snapshot and the events after it make the fresh snapshot", () => {
    fc.assert(
      fc.property(log, fc.nat(), (events, cut) => {
        const at = cut % (events.length + 1);
        const snapshot = fold(events.slice(0, at));
        expect(fold(events.slice(at), snapshot)).toEqual(fold(events));
        // A stream that starts earlier than the snapshot repeats, and changes nothing.
        expect(fold(events, snapshot)).toEqual(fold(events));
      }),
    );
  });
});
