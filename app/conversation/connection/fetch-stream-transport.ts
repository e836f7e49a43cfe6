import { parseRetryAfterMs } from "~/lib/backoff";
import { isSentAway } from "./connection-evidence";
import { type Fetch, parseJson } from "../session-http";
import { createSseParser } from "./sse-parser";
import type { Closed, Frame, Transport } from "./transport";

type Deps = {
  url: string;
  /** How a cursor is asked for. */
  body?: (cursor: string) => unknown;
  fetch: Fetch;
  /** Asked at every start, e.g. for the token against forgery. */
  headers: () => Record<string, string>;
  /** Any other request about the session. */
  reach: () => Promise<Closed>;
};

const cutOff: Closed = { status: 0, retryAfterMs: null };

/**
 * The event stream as the answer to a POST, for what holds back or forbids the
 * GET of an EventSource. A stream that never said `hello` asks by another request
 * what is wrong, since a refusal may be a middlebox's and not the server's.
 */
export function createFetchStreamTransport(deps: Deps): Transport {
  return {
    start: (cursor, { frame, closed }, signal) => {
      let greeted = false;
      const handOn = (one: Frame) => {
        if (signal.aborted) return;
        greeted ||= one.type === "hello";
        frame(one);
      };
      void follow(deps, cursor, handOn, signal)
        .then((end) => (greeted || signal.aborted ? cutOff : diagnose(deps, end)))
        .then((why) => {
          if (!signal.aborted) closed(why);
        });
    },
  };
}

async function diagnose({ reach }: Deps, end: Closed): Promise<Closed> {
  const why = await reach();
  return why.status === 200 && isSentAway(end.status) ? end : why;
}

/** Hands on frames until the stream ends, for whatever reason. */
async function follow(
  { url, body: bodyOf = (one) => ({ cursor: one }), fetch, headers }: Deps,
  cursor: string,
  frame: (frame: Frame) => void,
  signal: AbortSignal,
): Promise<Closed> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { Accept: "text/event-stream", "Content-Type": "application/json", ...headers() },
      body: JSON.stringify(bodyOf(cursor)),
      cache: "no-store",
      credentials: "same-origin",
      signal,
    });
    const { status, body } = response;
    if (status === 200 && body) await readFrames(body, frame);
    else void body?.cancel();
    const retryAfterMs = parseRetryAfterMs(response.headers.get("Retry-After"), Date.now());
    return { status, retryAfterMs };
  } catch {
    return cutOff;
  }
}

async function readFrames(
  body: ReadableStream<Uint8Array>,
  frame: (frame: Frame) => void,
): Promise<void> {
  const reader = body.getReader();
  // A character may be cut in two by the border of a chunk.
  const decoder = new TextDecoder();
  const parse = createSseParser();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    for (const { event, data } of parse(decoder.decode(value, { stream: true }))) {
      const read = parseJson(data);
      if (read !== undefined) frame({ type: event, data: read });
    }
  }
}
