import type { SessionEvent, StreamEvent } from "../events";
import { encodeSse } from "./sse";

/**
 * How an event goes over a stream: by itself with its cursor as SSE id, or, where one stream
 * carries several sessions, wrapped with its session and cursor, since one id can't stand for all.
 */
export type Framing = "own" | "shared";

export function encodeFrame(
  framing: Framing,
  sessionId: string,
  { type, data }: SessionEvent | StreamEvent,
  cursor?: string,
): string {
  const id = cursor === undefined ? {} : { id: cursor };
  if (framing === "own") return encodeSse({ type, data, ...id });
  return encodeSse({ type, data: { sessionId, ...id, data } });
}

/** Says on a shared stream that the caller may not read this session, or that there is none. */
export function encodeGone(sessionId: string): string {
  return encodeSse({ type: "gone", data: { sessionId, status: 404 } });
}
