import { AppError, errorTitle, toAppError } from "~/errors";
import type { Services } from "~/services.server";
import { type ApiCall, begin } from "./api-call.server";

/** Anything thrown on the way becomes RFC 9457 `application/problem+json`. */
export function answerProblem(
  { log }: Pick<Services, "log">,
  call: ApiCall,
  thrown: unknown,
): void {
  const error = fromBodyParser(thrown) ?? toAppError(thrown);
  const { requestId, path, res } = call;
  if (error.code === "internal") {
    log.error({ err: thrown, requestId, path }, "a request failed");
  } else if (error.code === "unavailable" && error !== thrown) {
    log.warn({ err: thrown, requestId }, "the database can't be reached");
  }
  if (res.headersSent) {
    // Half an answer can't be taken back; whoever reads it must not take it for a whole one.
    res.destroy();
    return;
  }
  const json = JSON.stringify(problemOf(error, requestId));
  begin(call, error.status, { ...headersOf(error), "Content-Length": lengthOf(json) });
  res.end(json);
}

function headersOf(error: AppError): Record<string, string> {
  const { retryAfterSeconds } = error;
  return {
    "Content-Type": "application/problem+json; charset=utf-8",
    ...(retryAfterSeconds !== undefined && { "Retry-After": String(retryAfterSeconds) }),
    ...(error.status === 401 && { "WWW-Authenticate": challenge(error) }),
    ...error.headers,
  };
}

function lengthOf(text: string): string {
  return String(Buffer.byteLength(text));
}

export function problemOf(error: AppError, requestId: string): Record<string, unknown> {
  return {
    ...error.extra,
    type: `urn:deskside:problem:${error.code}`,
    title: errorTitle(error.code),
    status: error.status,
    detail: error.detail,
    code: error.code,
    requestId,
  };
}

/** RFC 6750: `error` only when a token was given. */
function challenge({ code }: AppError): string {
  const realm = 'Bearer realm="deskside"';
  return code === "invalid_token" ? `${realm}, error="invalid_token"` : realm;
}

/** What Express's body parser throws when it can't read a request. */
function fromBodyParser(thrown: unknown): AppError | null {
  if (!(thrown instanceof Error) || thrown instanceof AppError) return null;
  const type: unknown = "type" in thrown ? thrown.type : null;
  if (type === "entity.parse.failed") return new AppError("invalid_json");
  if (type === "entity.too.large") {
    return new AppError("body_too_large", "A request's body may have 64 KB.");
  }
  if (typeof type === "string" && /^(charset|encoding)\.unsupported$/.test(type)) {
    return new AppError("unsupported_media_type");
  }
  const isClients = "status" in thrown && Number(thrown.status) < 500;
  return isClients ? new AppError("bad_request") : null;
}
