import { expect, test } from "vitest";
import { createEventSourceTransport } from "./event-source-transport";
import type { Closed, Frame } from "./transport";

type Listener = (event: { data?: unknown }) => void;

function startStream(diagnosis: Closed = { status: 503, retryAfterMs: 2_000 }) {
  const listeners = new Map<string, Listener>();
  const seen = { url: "", closes: 0, diagnoses: 0, frames: [] as Frame[], ends: [] as Closed[] };
  const transport = createEventSourceTransport({
    url: "/events",
    open: (url) => {
      seen.url = url;
      return {
        addEventListener: (type, listener) => void listeners.set(type, listener),
        close: () => (seen.closes += 1),
      };
    },
    diagnose: () => {
      seen.diagnoses += 1;
      return Promise.resolve(diagnosis);
    },
  });
  const controller = new AbortController();
  const handlers = {
    frame: (frame: Frame) => void seen.frames.push(frame),
    closed: (why: Closed) => void seen.ends.push(why),
  };
  transport.start("e1:7", handlers, controller.signal);
  const emit = (type: string, data?: unknown) => listeners.get(type)?.({ data });
  return { seen, emit, controller };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("it starts from the cursor and hands on what it is sent", () => {
  const { seen, emit } = startStream();
  emit("hello", '{"cursor":"e1:7"}');
  emit("heartbeat", '{"head":7}');
  expect(seen.url).toBe("/events?cursor=e1%3A7");
  expect(seen.frames).toEqual([
    { type: "hello", data: { cursor: "e1:7" } },
    { type: "heartbeat", data: { head: 7 } },
  ]);
});

test("data that isn't JSON is passed over", () => {
  const { seen, emit } = startStream();
  emit("heartbeat", "<html>");
  emit("heartbeat", undefined);
  expect(seen.frames).toEqual([]);
});

test("at the first error it closes the EventSource, which would reconnect by itself or never", async () => {
  const { seen, emit } = startStream();
  emit("hello", "{}");
  emit("error");
  await settled();
  expect(seen).toMatchObject({
    closes: 1,
    diagnoses: 0,
    ends: [{ status: 0, retryAfterMs: null }],
  });
});

test("a stream that never said hello asks what is wrong", async () => {
  const { seen, emit } = startStream();
  emit("error");
  await settled();
  expect(seen.ends).toEqual([{ status: 503, retryAfterMs: 2_000 }]);
});

test("once it is told to stop it is silent", async () => {
  const { seen, emit, controller } = startStream();
  controller.abort();
  emit("heartbeat", "{}");
  emit("error");
  await settled();
  expect(seen).toMatchObject({ frames: [], ends: [], diagnoses: 0 });
  expect(seen.closes).toBeGreaterThan(0);
});
