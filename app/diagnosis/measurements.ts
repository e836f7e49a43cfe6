import type { Arrival } from "./arrival";

/** The ways by which messages can reach a page, best first; the last is the page without scripts. */
export const ways = ["eventSource", "fetchStream", "longPoll", "shortPoll", "forms"] as const;
export type Way = (typeof ways)[number];

/** One test stream as it came in. Times are milliseconds since it was asked for. */
export type StreamMeasure = {
  helloMs: number | null;
  /** The event right behind `hello`. */
  nextMs: number | null;
  received: number;
  expected: number;
  /** From the first tick to the last that came: at the server, and here. */
  sentSpreadMs: number;
  spreadMs: number;
  /** `silent`: nothing more came, and the test gave up. */
  ended: "whole" | "cut" | "silent";
  /** What the answer's head said, where it could be read; status 0: there was none. */
  status: number | null;
  contentType: string | null;
  encoding: string | null;
};

export type Measurements = {
  /** Status 0: no answer. */
  reach?: { status: number; roundTripsMs: readonly number[] };
  arrival?: {
    arrived: Arrival;
    /** The scheme in the address bar. */
    scheme: string;
    /** HTTP version between the browser and what it talks to, as ALPN names it. */
    protocol: string | null;
    /** The server's clock minus this one's. */
    skewMs: number;
    requestIdCame: boolean;
  };
  stream?: StreamMeasure;
  streamedPost?: StreamMeasure;
  /** Status 0: cut, after so long. */
  longPoll?: { askedMs: number; tookMs: number; status: number };
  shortPoll?: { first: number; second: number };
  connections?: { asked: number; atOnce: number };
  browser?: {
    localStorage: boolean;
    indexedDb: boolean;
    webLocks: boolean;
    broadcastChannel: boolean;
    cookies: boolean;
    secureContext: boolean;
  };
  /** What the chat remembers of this network; null: nothing. */
  memory?: { way: Way } | null;
};

/** What Last-Event-ID and Idempotency-Key are tested with. */
export const testHeader = "diagnose:1";
