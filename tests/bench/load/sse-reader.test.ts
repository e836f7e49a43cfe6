import { expect, test } from "vitest";
import { createSseReader } from "./sse-reader";

const stream =
  `: padding\n\nretry: 1500\n\nid: e1:4\nevent: hello\ndata: {"cursor":"e1:4"}\n\n` +
  `event: heartbeat\ndata: {"head":4}\n\n` +
  `id: e1:5\nevent: message.posted\ndata: {"text":"é: \\n","clientMessageId":"tag-17"}\n\n` +
  `event: receipt.changed\ndata: {"readSeq":5}\n\n` +
  `id: e1:6\nevent: message.posted\ndata: {"clientMessageId":"other-18"}\n\n` +
  `event: reset\ndata: {"reason":"unknown_epoch"}\n\n`;

const expected = ["hello e1:4", "event 5 17", "event 6 -1", "reset"];

function readIn(chunks: readonly Buffer[]): string[] {
  const seen: string[] = [];
  const read = createSseReader(`"clientMessageId":"tag-`, {
    hello: (cursor) => seen.push(`hello ${cursor}`),
    event: (seq, number) => seen.push(`event ${String(seq)} ${String(number)}`),
    reset: () => seen.push("reset"),
  });
  for (const chunk of chunks) read(chunk);
  return seen;
}

test("a stream is read for what counts in it", () => {
  expect(readIn([Buffer.from(stream)])).toEqual(expected);
});

test("it makes no difference where the network cuts it", () => {
  const bytes = Buffer.from(stream);
  for (let size = 1; size < 40; size += 1) {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    );
    expect(readIn(chunks)).toEqual(expected);
  }
});
