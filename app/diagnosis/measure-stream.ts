import type { StreamMeasure } from "./measurements";
import { limitTime } from "./time-limit";
import { createTally, type StreamTally } from "./stream-tally";

const path = "/api/v1/diagnose/stream";
/** The whole stream takes half of it; whoever buffers it all hands it on by then. */
const givenUpMs = 8_000;
const headWithinMs = 4_000;

type Head = Pick<StreamMeasure, "status" | "contentType" | "encoding">;
type Ended = StreamMeasure["ended"];
const noHead: Head = { status: null, contentType: null, encoding: null };

/** By EventSource, as the chat does it first; what it doesn't tell is asked for by fetch. */
export async function measureEventSource(signal: AbortSignal): Promise<StreamMeasure> {
  const tally = createTally();
  const limit = limitTime(givenUpMs, signal);
  const ended = await new Promise<Ended>((resolve) => {
    const source = new EventSource(path);
    const close = (how: Ended) => {
      source.close();
      limit.clear();
      resolve(how);
    };
    limit.signal.addEventListener("abort", () => close("silent"));
    const startedAt = performance.now();
    for (const type of ["hello", "tick", "end"]) {
      source.addEventListener(type, ({ data }: MessageEvent<string>) => {
        tally.heard(type, parse(data), performance.now() - startedAt);
        if (type === "end") close("whole");
      });
    }
    source.addEventListener("error", () => close("cut"));
  });
  return { ...tally.measure(ended), ...(await readHead(signal)) };
}

/** The same stream's status and headers, from one that is let go as soon as they are known. */
async function readHead(signal: AbortSignal): Promise<Head> {
  const limit = limitTime(headWithinMs, signal);
  try {
    const headers = { Accept: "text/event-stream" };
    const init = { headers, cache: "no-store", signal: limit.signal } as const;
    return headOf(await fetch(`${path}?ticks=1`, init));
  } catch {
    return noHead;
  } finally {
    limit.clear();
    limit.abort();
  }
}

function headOf({ status, headers }: Response): Head {
  const encoding = headers.get("Content-Encoding");
  return { status, contentType: headers.get("Content-Type"), encoding };
}

/** By a streamed POST, which some networks let through that hold back GET. */
export async function measureStreamedPost(signal: AbortSignal): Promise<StreamMeasure> {
  const tally = createTally();
  const limit = limitTime(givenUpMs, signal);
  const startedAt = performance.now();
  let head = noHead;
  try {
    const headers = { "Content-Type": "application/json", Accept: "text/event-stream" };
    const init = { method: "POST", headers, body: "{}", cache: "no-store" } as const;
    const response = await fetch(path, { ...init, signal: limit.signal });
    head = headOf(response);
    const whole = await readEvents(response, tally, () => performance.now() - startedAt);
    return { ...tally.measure(whole ? "whole" : "cut"), ...head };
  } catch {
    return { ...tally.measure(limit.signal.aborted ? "silent" : "cut"), ...head };
  } finally {
    limit.clear();
  }
}

/** True when the stream came to its own end. */
async function readEvents(
  { body }: Response,
  tally: StreamTally,
  nowMs: () => number,
): Promise<boolean> {
  if (!body) return false;
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  let ended = false;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    // Lines may end in CR LF: something on the way writes the answer anew. The chat's own
    // parser isn't loaded for this: it would cost the chat a piece more.
    const text = decoder.decode(read.value, { stream: true }).replaceAll("\r", "");
    const frames = (rest + text).split("\n\n");
    rest = frames.pop() ?? "";
    for (const frame of frames) {
      const type = lineOf(frame, "event");
      tally.heard(type, parse(lineOf(frame, "data")), nowMs());
      ended ||= type === "end";
    }
  }
  return ended;
}

function lineOf(frame: string, field: string): string {
  const line = frame.split("\n").find((one) => one.startsWith(`${field}: `));
  return line?.slice(field.length + 2) ?? "";
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
