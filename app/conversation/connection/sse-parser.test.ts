import { createParser } from "eventsource-parser";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createSseParser, type SseFrame } from "./sse-parser";

/** What the package that knows the whole standard makes of the same pieces. */
function byPackage(pieces: string[]): SseFrame[] {
  const frames: SseFrame[] = [];
  const parser = createParser({
    onEvent: ({ event = "message", data }) => frames.push({ event, data }),
  });
  for (const piece of pieces) parser.feed(piece);
  return frames;
}

function byOurs(pieces: string[]): SseFrame[] {
  const parse = createSseParser();
  return pieces.flatMap(parse);
}

test("frames are complete at their empty line, wherever the pieces end", () => {
  const parse = createSseParser();
  expect(parse(": padding\n\nretry: 1000\n\nid: e:1\nevent: hel")).toEqual([]);
  expect(parse('lo\ndata: {"head"')).toEqual([]);
  expect(parse(":1}\n")).toEqual([]);
  expect(parse("\nevent: heartbeat\ndata: {}\n\n")).toEqual([
    { event: "hello", data: '{"head":1}' },
    { event: "heartbeat", data: "{}" },
  ]);
});

const word = fc.constantFrom("event", "data", "id", "retry", ":", ": ", "", "x", "ä👋", "a:b", " ");
const end = fc.constantFrom("\n", "\n", "\n\n", "\r\n", "\r\n\r\n");
const stream = fc
  .array(fc.tuple(word, word, word, end), { maxLength: 30 })
  .map((lines) => lines.map((parts) => parts.join("")).join(""));

test("it reads streams as the well-known package does, cut anywhere", () => {
  fc.assert(
    fc.property(stream, fc.array(fc.nat({ max: 400 })), (text, cuts) => {
      const places = [...new Set([0, ...cuts.filter((at) => at < text.length), text.length])];
      places.sort((one, other) => one - other);
      const pieces = places.slice(1).map((at, index) => text.slice(places[index], at));
      expect(byOurs(pieces)).toEqual(byPackage(pieces));
    }),
    { numRuns: 2_000 },
  );
});
