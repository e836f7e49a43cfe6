import { describe, expect, test } from "vitest";
import { createSseParser, SseError } from "./sse";

const read = (text: string) => {
  const parser = createSseParser();
  const events = parser.feed(new TextEncoder().encode(text));
  parser.end();
  return events;
};
const heartbeat = 'event: heartbeat\ndata: {"head":3}\n\n';

describe("the strict reader of event streams", () => {
  test("takes frames in pieces, padding and retry", () => {
    const parser = createSseParser();
    const bytes = new TextEncoder().encode(`: pad\n\nretry: 1500\n\n${heartbeat}`);
    const events = [...bytes].flatMap((byte) => parser.feed(Uint8Array.of(byte)));
    expect(events).toEqual([{ id: undefined, type: "heartbeat", data: { head: 3 } }]);
    expect([parser.retry(), parser.padding()]).toEqual([1500, 5]);
  });

  test.each([
    ["a line that is no field", "hello\n\n"],
    ["an unknown field", 'event: heartbeat\nmood: 1\ndata: {"head":3}\n\n'],
    ["an unknown event", "event: gossip\ndata: {}\n\n"],
    ["data in two lines", 'event: heartbeat\ndata: {"head":\ndata: 3}\n\n'],
    ["data that is no JSON", "event: heartbeat\ndata: 3 o'clock\n\n"],
    ["data that is no object", "event: heartbeat\ndata: [3]\n\n"],
    ["a member too many", 'event: heartbeat\ndata: {"head":3,"mood":1}\n\n'],
    ["a member too few", "event: heartbeat\ndata: {}\n\n"],
    ["an id on what is only true now", `id: e:3\n${heartbeat}`],
    [
      "a durable event without an id",
      'event: session.changed\ndata: {"seq":3,"status":"ended","at":""}\n\n',
    ],
    [
      "an id of another seq",
      'id: e:4\nevent: session.changed\ndata: {"seq":3,"status":"","at":""}\n\n',
    ],
    ["no blank line at the end", heartbeat.slice(0, -1)],
    ["two blank lines", `${heartbeat}\n`],
    ["carriage returns", heartbeat.replaceAll("\n", "\r\n")],
  ])("refuses %s", (_what, text) => {
    expect(() => read(text)).toThrow(SseError);
  });

  test("refuses bytes that are no UTF-8", () => {
    expect(() => createSseParser().feed(Uint8Array.of(0xff))).toThrow();
  });
});
