import fc from "fast-check";
import { expect, test } from "vitest";
import { durableEvent, ephemeralEvent } from "./events";
import { headIn, parseEvent } from "./wire";

const author = { role: "customer", name: "Priya Raman" };
const id = "4f1c1a52-36d4-4c8e-9a57-0a0b0c0d0e0f";
const at = "2026-01-02T03:04:05.000Z";

const good = [
  {
    type: "message.posted",
    data: { id, sessionId: id, seq: 1, author, text: "", clientMessageId: null, createdAt: at },
  },
  { type: "action.taken", data: { seq: 2, tool: "reset_mfa", label: "Reset MFA", by: "Tess", at } },
  { type: "session.changed", data: { seq: 3, status: "ended", at } },
  { type: "typing.changed", data: { author, typing: true, expiresInMs: 6_000 } },
  { type: "receipt.changed", data: { role: "customer", deliveredSeq: 2, readSeq: 0 } },
  { type: "presence.changed", data: { role: "trainer", name: "Tom", present: false } },
];

test.each(good)("$type is read as the vocabulary has it", (event) => {
  const schema = "seq" in event.data ? durableEvent : ephemeralEvent;
  expect(schema.parse(event)).toEqual(event);
  expect(parseEvent(event.type, event.data)).toEqual(event);
});

test.each(good)("$type with a part missing is passed over", ({ type, data }) => {
  for (const part of ["seq", "author", "text", "label", "status", "typing", "readSeq", "present"]) {
    if (!(part in data)) continue;
    const rest = Object.fromEntries(Object.entries(data).filter(([name]) => name !== part));
    expect(parseEvent(type, rest)).toBeNull();
  }
});

test("events of a later version are ignored", () => {
  expect(parseEvent("note.whispered", { seq: 4 })).toBeNull();
  expect(parseEvent("toString", {})).toBeNull();
});

test("whatever comes down the wire, reading it never throws", () => {
  const types = fc.constantFrom(...good.map(({ type }) => type), "hello", "");
  fc.assert(
    fc.property(types, fc.anything(), (type, data) => {
      parseEvent(type, data);
      headIn(data);
    }),
  );
});

test("a head is a whole number, or there is none", () => {
  expect(headIn({ head: 4 })).toBe(4);
  for (const data of [{ head: "4" }, { head: -1 }, { head: 1.5 }, {}, null, [4], 4]) {
    expect(headIn(data)).toBeNull();
  }
});
