import { parseRetryAfterMs } from "~/lib/backoff";
import type { Message } from "../events";
import { type Answer, isOthersRefusal, type SessionHttp } from "../session-http";
import { isMessage, isRecord } from "../wire";

export type PostOutcome =
  | { kind: "stored"; message: Message }
  /** Nobody knows whether it was stored; the same key goes again. */
  | { kind: "again"; retryAfterMs: number | null }
  | { kind: "signed_out" }
  /** The session isn't for whoever is signed in now; said in words for people. */
  | { kind: "not_ours"; detail: string }
  /** The server won't take it, and says why in words for people. */
  | { kind: "refused"; detail: string };

export type PostMessage = (draft: { key: string; text: string }) => Promise<PostOutcome>;

/** A post is small; one that hangs longer is tried again on a fresh connection. */
const timeoutMs = 15_000;

/**
 * Posts to the session's own page, as the form without JavaScript does.
 * `csrfToken` is asked at every attempt: signing in again makes a new one.
 */
export function createPostClient(
  url: string,
  csrfToken: () => string,
  http: SessionHttp,
): PostMessage {
  return async ({ key, text }) => {
    const body = new URLSearchParams({ _csrf: csrfToken(), key, text });
    return outcomeOf(await http(url, { method: "POST", body }, { timeoutMs }), key);
  };
}

/** Posts to the API, as pages do that have a token in the place of a cookie. */
export function createApiPostClient(sessionUrl: string, http: SessionHttp): PostMessage {
  return async ({ key, text }) => {
    const headers = { "Content-Type": "application/json", "Idempotency-Key": key };
    const init = { method: "POST", headers, body: JSON.stringify({ text }) };
    return outcomeOf(await http(`${sessionUrl}/messages`, init, { timeoutMs }), key);
  };
}

function outcomeOf(answer: Answer | null, key: string): PostOutcome {
  if (answer === null || isOthersRefusal(answer)) return { kind: "again", retryAfterMs: null };
  if (isSignedOut(answer)) return { kind: "signed_out" };
  if (answer.status < 300) return storedOrAgain(answer, key);
  if (isRefusal(answer.status)) return { kind: refusalOf(answer.status), detail: detailOf(answer) };
  const retryAfterMs = parseRetryAfterMs(answer.headers.get("Retry-After"), Date.now());
  return { kind: "again", retryAfterMs };
}

/** Only a message with our own key is an acknowledgement; a captive portal says 200 as well. */
function storedOrAgain({ body }: Answer, key: string): PostOutcome {
  const message = isRecord(body) ? body["message"] : undefined;
  return isMessage(message) && message.clientMessageId === key
    ? { kind: "stored", message }
    : { kind: "again", retryAfterMs: null };
}

/** A guard may answer a request for a page by sending the browser to the sign-in. */
function isSignedOut({ status, redirectedTo }: Answer): boolean {
  if (status === 401) return true;
  return redirectedTo !== null && new URL(redirectedTo).pathname === "/login";
}

/** 408, 425 and 429 pass; the other 4xx say the same every time. */
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && ![408, 425, 429].includes(status);
}

function refusalOf(status: number): "not_ours" | "refused" {
  return status === 403 || status === 404 ? "not_ours" : "refused";
}

function detailOf({ body, status }: Answer): string {
  const detail = isRecord(body) ? body["detail"] : undefined;
  return typeof detail === "string" && detail !== ""
    ? detail
    : `The server refused the message (${status}).`;
}
