import type { ErrorRequestHandler, RequestHandler } from "express";
import { AppError, errorTitle, toAppError } from "~/errors";
import type { Services } from "~/services.server";

/** Anything thrown on the way becomes RFC 9457 `application/problem+json`. */
export function answerProblems({ log }: Pick<Services, "log">): ErrorRequestHandler {
  return (thrown: unknown, req, res, next) => {
    const error = fromExpress(thrown) ?? toAppError(thrown);
    if (error.code === "internal") {
      log.error({ err: thrown, requestId: req.requestId, path: req.path }, "a request failed");
    } else if (error.code === "unavailable" && error !== thrown) {
      log.warn({ err: thrown, requestId: req.requestId }, "the database can't be reached");
    }
    if (res.headersSent) {
      next(thrown);
      return;
    }
    if (error.retryAfterSeconds !== undefined)
      res.set("Retry-After", String(error.retryAfterSeconds));
    if (error.status === 401) res.set("WWW-Authenticate", challenge(error));
    res
      .status(error.status)
      .type("application/problem+json")
      .send(JSON.stringify(problemOf(error, req.requestId)));
  };
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

/** What Express and its body parser throw when they can't read a request. */
function fromExpress(thrown: unknown): AppError | null {
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

export const noSuchAddress: RequestHandler = (_req, _res, next) => {
  next(new AppError("not_found", "There is nothing at this address."));
};
