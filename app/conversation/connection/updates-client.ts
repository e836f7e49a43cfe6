import { parseRetryAfterMs } from "~/lib/backoff";
import { parseCursor } from "../cursor";
import { type Answer, isOthersRefusal, type SessionHttp } from "../session-http";
import type { Closed, Frame } from "./transport";
import { isPosition, isRecord } from "../wire";

export type Updates = {
  ok: true;
  frames: Frame[];
  /** How far all have read by now; what changed between two polls comes by no other way. */
  receipts: Frame[];
  cursor: string;
  head: number;
  /** Names this answer; null when it has none. */
  etag: string | null;
};
export type UpdatesAnswer = Updates | ({ ok: false } & Closed);

/**
 * Asks for what came after `cursor`, waiting up to `waitSeconds` for something to
 * come. `etag`: the answer that one has; the same again comes as one without frames.
 */
export type FetchUpdates = (
  cursor: string,
  waitSeconds: number,
  options?: { signal?: AbortSignal; etag?: string | null },
) => Promise<UpdatesAnswer>;

/** How long an answer may take before the request counts as lost. */
const answerMs = 8_000;
/** The same beyond its `wait`; sooner, since the requests before it told that answers come. */
const slackMs = 4_000;

export function updatesTimeoutMs(waitSeconds: number): number {
  return Math.max(answerMs, waitSeconds * 1_000 + slackMs);
}

export function createUpdatesClient(sessionUrl: string, http: SessionHttp): FetchUpdates {
  return async (cursor, waitSeconds, { signal, etag } = {}) => {
    const query = new URLSearchParams({ cursor, wait: String(waitSeconds), receipts: "1" });
    const timeoutMs = updatesTimeoutMs(waitSeconds);
    const init = etag ? { headers: { "If-None-Match": etag } } : {};
    const options = { timeoutMs, ...(signal ? { signal } : {}) };
    const answer = await http(`${sessionUrl}/updates?${query.toString()}`, init, options);
    return readUpdates(answer, cursor);
  };
}

function readUpdates(answer: Answer | null, cursor: string): UpdatesAnswer {
  const etag = answer?.headers.get("ETag") ?? null;
  if (answer?.status === 304) {
    const head = parseCursor(cursor)?.seq ?? 0;
    return { ok: true, frames: [], receipts: [], cursor, head, etag };
  }
  const body = answer?.status === 200 ? readBody(answer.body) : null;
  return body ? { ...body, etag } : { ok: false, ...closedBy(answer) };
}

/** A 200 or a refusal that isn't ours (a captive portal's page, a filter's) counts as nobody answering. */
export function closedBy(answer: Answer | null): Closed {
  if (answer === null || answer.status === 200 || isOthersRefusal(answer)) {
    return { status: 0, retryAfterMs: null };
  }
  const retryAfterMs = parseRetryAfterMs(answer.headers.get("Retry-After"), Date.now());
  return { status: answer.status, retryAfterMs };
}

/** What one session's answer says; null when it isn't one of ours. */
export function readBody(body: unknown): Omit<Updates, "etag"> | null {
  if (!isRecord(body)) return null;
  const { cursor, head, events, reset } = body;
  const receipts = readReceipts(body["receipts"]);
  if (typeof cursor !== "string" || !parseCursor(cursor) || !isPosition(head)) return null;
  if (isRecord(reset)) {
    const frames = [{ type: "reset", data: { ...reset, head } }];
    return { ok: true, frames, receipts, cursor, head };
  }
  if (!Array.isArray(events)) return null;
  return { ok: true, frames: events.filter(isFrame), receipts, cursor, head };
}

function readReceipts(value: unknown): Frame[] {
  if (!Array.isArray(value)) return [];
  return value.map((data: unknown) => ({ type: "receipt.changed", data }));
}

function isFrame(value: unknown): value is Frame {
  return isRecord(value) && typeof value["type"] === "string" && "data" in value;
}
