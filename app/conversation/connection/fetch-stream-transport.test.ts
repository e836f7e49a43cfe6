import { expect, test } from "vitest";
import { createFetchStreamTransport } from "./fetch-stream-transport";
import type { Closed, Frame } from "./transport";

type Options = { answer?: (body: ReadableStream<Uint8Array>) => Response; reached?: number };

function startStream({ answer, reached = 200 }: Options = {}) {
  const seen = { asked: [] as [string, RequestInit][], reaches: 0, cancelled: false };
  const got = { frames: [] as Frame[], ends: [] as Closed[] };
  const pipe: { controller: ReadableStreamDefaultController<Uint8Array> | null } = {
    controller: null,
  };
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => void (pipe.controller = controller),
    cancel: () => void (seen.cancelled = true),
  });
  const transport = createFetchStreamTransport({
    url: "/events",
    fetch: (url, init) => {
      seen.asked.push([url, init]);
      init.signal?.addEventListener("abort", () => pipe.controller?.error(new Error("aborted")));
      return Promise.resolve(answer ? answer(body) : new Response(body));
    },
    headers: () => ({ "X-CSRF-Token": "token" }),
    reach: () => {
      seen.reaches += 1;
      return Promise.resolve({ status: reached, retryAfterMs: null });
    },
  });
  const controller = new AbortController();
  const handlers = {
    frame: (frame: Frame) => void got.frames.push(frame),
    closed: (why: Closed) => void got.ends.push(why),
  };
  transport.start("e1:7", handlers, controller.signal);
  return { seen, got, pipe, controller };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const bytes = (text: string) => new TextEncoder().encode(text);
const hello = bytes('event: hello\ndata: {"head":7}\n\n');

test("it posts the cursor and hands on what it is sent", async () => {
  const { seen, got, pipe } = startStream();
  await settled();
  const [url, init] = seen.asked[0] ?? [];
  expect([url, init?.method, init?.body]).toEqual(["/events", "POST", '{"cursor":"e1:7"}']);
  expect(new Headers(init?.headers).get("X-CSRF-Token")).toBe("token");
  pipe.controller?.enqueue(hello);
  await settled();
  expect(got.frames).toEqual([{ type: "hello", data: { head: 7 } }]);
});

test("characters that the borders of chunks cut in two come out whole", async () => {
  const { got, pipe } = startStream();
  const all = bytes('event: message.posted\ndata: {"text":"Grüße 👋"}\n\n');
  for (const byte of all) {
    pipe.controller?.enqueue(Uint8Array.of(byte));
    await settled();
  }
  expect(got.frames).toEqual([{ type: "message.posted", data: { text: "Grüße 👋" } }]);
});

test("data that isn't JSON is passed over", async () => {
  const { got, pipe } = startStream();
  pipe.controller?.enqueue(bytes("event: heartbeat\ndata: <html>\n\n"));
  await settled();
  expect(got.frames).toEqual([]);
});

test("a stream that ends after its hello was cut off", async () => {
  const { seen, got, pipe } = startStream();
  pipe.controller?.enqueue(hello);
  pipe.controller?.close();
  await settled();
  expect(got.ends).toEqual([{ status: 0, retryAfterMs: null }]);
  expect(seen.reaches).toBe(0);
});

test("a refusal that other requests don't meet is a middlebox's and only blocks the stream", async () => {
  const { got } = startStream({ answer: () => new Response("Forbidden", { status: 403 }) });
  await settled();
  expect(got.ends).toEqual([{ status: 200, retryAfterMs: null }]);
});

test("a refusal that other requests meet, too, is passed on", async () => {
  const { got } = startStream({
    answer: () => new Response("", { status: 502 }),
    reached: 401,
  });
  await settled();
  expect(got.ends).toEqual([{ status: 401, retryAfterMs: null }]);
});

test.each([429, 503])("a server that sends away by %i says when to come back", async (status) => {
  const headers = { "Retry-After": "2" };
  const { got } = startStream({ answer: () => new Response("", { status, headers }) });
  await settled();
  expect(got.ends).toEqual([{ status, retryAfterMs: 2_000 }]);
});

test("an answer that isn't wanted is not read to its end", async () => {
  const { seen } = startStream({ answer: (body) => new Response(body, { status: 500 }) });
  await settled();
  expect(seen.cancelled).toBe(true);
});

test("once it is told to stop it is silent, and its request is aborted", async () => {
  const { seen, got, pipe, controller } = startStream();
  pipe.controller?.enqueue(hello);
  controller.abort();
  await settled();
  expect(got).toEqual({ frames: [], ends: [] });
  expect(seen.asked[0]?.[1].signal?.aborted).toBe(true);
});
