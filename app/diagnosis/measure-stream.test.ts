import { afterEach, expect, test, vi } from "vitest";
import { measureStreamedPost } from "./measure-stream";

afterEach(() => {
  vi.unstubAllGlobals();
});

const frames = [
  ["hello", "{}"],
  ["tick", '{"sentMs":0}'],
  ["tick", '{"sentMs":500}'],
  ["end", "{}"],
];

test.each([
  ["LF", "\n"],
  ["CR LF", "\r\n"],
])("a stream whose lines end in %s is heard, wherever it is cut into pieces", async (_, end) => {
  const text = frames.map(([event, data]) => `event: ${event}${end}data: ${data}${end}${end}`);
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const byte of new TextEncoder().encode(text.join(""))) {
        controller.enqueue(Uint8Array.of(byte));
      }
      controller.close();
    },
  });
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(body)));
  const measured = await measureStreamedPost(new AbortController().signal);
  expect(measured).toMatchObject({ received: 2, sentSpreadMs: 500, ended: "whole", status: 200 });
  expect(measured.helloMs).not.toBeNull();
});
