/** One thing that came down the wire, of whichever transport; `data` is parsed JSON. */
export type Frame = { type: string; data: unknown };

/**
 * Why a transport ended: the HTTP status, 0 when nobody answered, 200 when the
 * server answers other requests and only this transport does not get through.
 */
export type Closed = { status: number; retryAfterMs: number | null };

export type TransportHandlers = {
  frame(frame: Frame): void;
  /** Once at most; the transport has given everything back by then. */
  closed(why: Closed): void;
};

/**
 * One way for events to reach this page. It starts at `cursor`, hands on what
 * comes and ends by `closed` or by the signal; it never retries, never judges
 * and calls nothing any more once the signal has fired.
 */
export type Transport = {
  start(cursor: string, handlers: TransportHandlers, signal: AbortSignal): void;
};
