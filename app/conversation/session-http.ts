import type { BrowserClock } from "./browser-clock";
import { isRecord } from "./wire";

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** An answer with its body read; `body` is undefined when it wasn't JSON. */
export type Answer = {
  status: number;
  headers: Headers;
  body: unknown;
  redirectedTo: string | null;
};

/**
 * One request about this session. Never throws: whatever keeps an answer from
 * coming within `timeoutMs` is `null`.
 */
export type SessionHttp = (
  url: string,
  init?: RequestInit,
  options?: { timeoutMs?: number; signal?: AbortSignal },
) => Promise<Answer | null>;

const defaultTimeoutMs = 15_000;

/** Every answer tells the session's head, so that any request heals a silent stream. */
export function createSessionHttp(deps: {
  fetch: Fetch;
  clock: BrowserClock;
  heard: (head: number) => void;
}): SessionHttp {
  return async (url, init = {}, options = {}) => {
    const controller = new AbortController();
    const abort = () => {
      controller.abort();
    };
    options.signal?.addEventListener("abort", abort);
    const cancelTimeout = deps.clock.after(options.timeoutMs ?? defaultTimeoutMs, abort);
    try {
      if (options.signal?.aborted) return null;
      const response = await deps.fetch(url, withDefaults(init, controller.signal));
      const answer = await readAnswer(response);
      const head = headOf(response.headers);
      if (head !== null) deps.heard(head);
      return answer;
    } catch {
      return null;
    } finally {
      cancelTimeout();
      options.signal?.removeEventListener("abort", abort);
    }
  };
}

/**
 * "Not you" or "not there" is the server's own word only in its problem document: an
 * ingress whose backends are being replaced and a filter say it too, of anything.
 */
export function isOthersRefusal({ status, body }: Answer): boolean {
  const isOurs = isRecord(body) && typeof body["code"] === "string";
  return [401, 403, 404, 410].includes(status) && !isOurs;
}

function withDefaults(init: RequestInit, signal: AbortSignal): RequestInit {
  const headers = new Headers(init.headers);
  if (!headers.has("Accept")) headers.set("Accept", "application/json");
  return { credentials: "same-origin", cache: "no-store", ...init, headers, signal };
}

async function readAnswer(response: Response): Promise<Answer> {
  return {
    status: response.status,
    headers: response.headers,
    body: parseJson(await response.text()),
    redirectedTo: response.redirected ? response.url : null,
  };
}

/** `undefined` when the text isn't JSON, e.g. a proxy's own page. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function headOf(headers: Headers): number | null {
  const text = headers.get("Session-Head");
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
