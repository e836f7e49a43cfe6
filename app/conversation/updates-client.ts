import { parseRetryAfterMs } from "~/lib/backoff";
import { parseCursor } from "./cursor";
import type { Answer, SessionHttp } from "./session-http";
import type { Closed, Frame } from "./transport";
import { isPosition, isRecord } from "./wire";

export type Updates = {
  ok: true;
  frames: Frame[];
  /** How far all have read by now; what changed between two polls comes by no other way. */
  receipts: Frame[];
  cursor: string;
  head: number;
};
export type UpdatesAnswer = Updates | ({ ok: false } & Closed);

/** Asks for what came after `cursor`, waiting up to `waitSeconds` for something to come. */
export type FetchUpdates = (
  cursor: string,
  waitSeconds: number,
  signal?: AbortSignal,
) => Promise<UpdatesAnswer>;

/** How much longer than its `wait` an answer may take before the request counts as lost. */
const slackMs = 8_000;

export function createUpdatesClient(sessionUrl: string, http: SessionHttp): FetchUpdates {
  return async (cursor, waitSeconds, signal) => {
    const query = new URLSearchParams({ cursor, wait: String(waitSeconds), receipts: "1" });
    const options = { timeoutMs: waitSeconds * 1_000 + slackMs, ...(signal ? { signal } : {}) };
    const answer = await http(`${sessionUrl}/updates?${query.toString()}`, {}, options);
    return readUpdates(answer);
  };
}

function readUpdates(answer: Answer | null): UpdatesAnswer {
  const body = answer?.status === 200 ? readBody(answer.body) : null;
  return body ?? { ok: false, ...closedBy(answer) };
}

/** A 200 that isn't ours (a captive portal's page) counts as nobody answering. */
export function closedBy(answer: Answer | null): Closed {
  if (answer === null || answer.status === 200) return { status: 0, retryAfterMs: null };
  const retryAfterMs = parseRetryAfterMs(answer.headers.get("Retry-After"), Date.now());
  return { status: answer.status, retryAfterMs };
}

function readBody(body: unknown): Updates | null {
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
