import { parseJson } from "../session-http";
import type { DiagnoseStream } from "./stream-diagnosis";
import type { Closed, Transport } from "./transport";

/** The part of the browser's EventSource that is used. */
export type EventSourceLike = {
  addEventListener(type: string, listener: (event: { data?: unknown }) => void): void;
  close(): void;
};

/** EventSource hands on only the types that it was asked for. */
const frameTypes = [
  "hello",
  "message.posted",
  "action.taken",
  "session.changed",
  "typing.changed",
  "receipt.changed",
  "presence.changed",
  "heartbeat",
  "reset",
  "gone",
];

const cutOff: Closed = { status: 0, retryAfterMs: null };

/**
 * Server-sent events by the browser's EventSource, which is closed at its first
 * error: its own reconnecting gives up for good on a 502 and knows no back-off.
 * It doesn't tell why it failed either, so that a stream which never said
 * `hello` asks `diagnose`.
 */
export function createEventSourceTransport({
  query = (cursor) => new URLSearchParams({ cursor }),
  ...deps
}: {
  url: string;
  /** How a cursor is asked for. */
  query?: (cursor: string) => URLSearchParams;
  open: (url: string) => EventSourceLike;
  diagnose: DiagnoseStream;
}): Transport {
  return {
    start: (cursor, handlers, signal) => {
      const url = `${deps.url}?${query(cursor).toString()}`;
      const source = deps.open(url);
      let greeted = false;
      signal.addEventListener("abort", () => {
        source.close();
      });
      for (const type of frameTypes) {
        source.addEventListener(type, (event) => {
          const data = typeof event.data === "string" ? parseJson(event.data) : undefined;
          if (signal.aborted || data === undefined) return;
          greeted ||= type === "hello";
          handlers.frame({ type, data });
        });
      }
      source.addEventListener("error", () => {
        source.close();
        const diagnosis = greeted || signal.aborted ? cutOff : deps.diagnose(url, signal);
        void Promise.resolve(diagnosis).then((why) => {
          if (!signal.aborted) handlers.closed(why);
        });
      });
    },
  };
}
