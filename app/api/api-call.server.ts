import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { callerOf, originOf, type TrustProxy } from "~/http/request-address.server";

/** One request to the API on its way to an answer. Plain Node: streams and speed need it so. */
export type ApiCall = {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  /** Names the request in the answer and in our log. */
  readonly requestId: string;
  readonly method: string;
  /** Below `/api`, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** What stands for `:id` in the operation's path, in lower case. */
  id: string | undefined;
  /** The scheme and host by which the caller reached us. */
  origin(): string;
  /** The caller's own address. */
  caller(): string;
  /** The session's newest seq, if the caller may know it: the header Session-Head. */
  head: number | undefined;
};

export type Answer = { status: number; body?: unknown; headers?: Record<string, string> };

const longestPath = 2_000;

/** Of a request whose path begins with `/api`. */
export function createCall(req: IncomingMessage, res: ServerResponse, trust: TrustProxy): ApiCall {
  const [path, query] = splitOnce(req.url?.slice("/api".length) ?? "");
  return {
    req,
    res,
    requestId: randomUUID(),
    method: req.method ?? "GET",
    path: path.slice(0, longestPath),
    query: new URLSearchParams(query),
    id: undefined,
    origin: () => originOf(req, trust),
    caller: () => callerOf(req, trust),
    head: undefined,
  };
}

function splitOnce(target: string): [string, string] {
  const at = target.indexOf("?");
  return at < 0 ? [target, ""] : [target.slice(0, at), target.slice(at + 1)];
}

/** A header of the request; of one that came several times the first. */
export function headerOf({ req }: ApiCall, name: string): string | undefined {
  const value = req.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Whether If-None-Match names this ETag; a proxy may have weakened it. */
export function hasAlready(call: ApiCall, etag: string): boolean {
  const given = headerOf(call, "if-none-match")?.split(",") ?? [];
  const named = given.map((one) => one.trim().replace(/^W\//, ""));
  return named.includes(etag) || named.includes("*");
}

/** On every answer: nothing here is a page, so nothing is allowed to it. */
const fixedHeaders = {
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Cache-Control": "no-store",
} as const;
const oneYear = "max-age=31536000";

/** The status line and all headers; the body is the caller's. */
export function begin(call: ApiCall, status: number, headers: Record<string, string>): void {
  call.res.writeHead(status, {
    ...fixedHeaders,
    ...(call.origin().startsWith("https:") && { "Strict-Transport-Security": oneYear }),
    ...(call.head !== undefined && { "Session-Head": call.head }),
    "X-Request-Id": call.requestId,
    ...headers,
  });
}

/** Not by an ETag of its body's: that would turn an answer into a 304 which says less. */
export function send(call: ApiCall, { status, body, headers = {} }: Answer): void {
  if (body === undefined) {
    begin(call, status, headers);
    call.res.end();
    return;
  }
  const json = JSON.stringify(body);
  begin(call, status, {
    "Content-Type": "application/json; charset=utf-8",
    "Content-Length": String(Buffer.byteLength(json)),
    ...headers,
  });
  call.res.end(json);
}
