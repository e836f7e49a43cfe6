import { isUtf8 } from "node:buffer";
import type { IncomingMessage, ServerResponse } from "node:http";
import express from "express";
import { AppError } from "~/errors";
import { type ApiCall, headerOf } from "./api-call.server";

/** It needs no more of a request and a response than Node gives them. */
type ReadJson = (
  req: IncomingMessage & { body?: unknown },
  res: ServerResponse,
  done: (error?: unknown) => void,
) => void;

const largestBody = "64kb";
const readJson = express.json({
  limit: largestBody,
  strict: false,
  verify(_req, _res, bytes, encoding) {
    if (encoding !== "utf-8") throw new AppError("unsupported_media_type", "JSON is UTF-8.");
    // Decoded leniently, a broken text would be stored as another one than was sent.
    if (!isUtf8(bytes)) throw new AppError("invalid_json", "The body is not UTF-8.");
  },
}) as unknown as ReadJson;

/**
 * The request's JSON, or `{}` when it has no body. Read once the caller is known, so that
 * strangers learn nothing and send nothing that is kept. Rejects with an AppError, or with
 * what Express's parser throws.
 */
export async function readBody(call: ApiCall): Promise<unknown> {
  if (!hasBody(call)) return {};
  if (!/^application\/json\s*(;|$)/i.test(headerOf(call, "content-type") ?? "")) {
    throw new AppError("unsupported_media_type", "Send the body as application/json.");
  }
  const req: IncomingMessage & { body?: unknown } = call.req;
  if (!req.readable) throw new AppError("bad_request", "The request was cut off.");
  await new Promise<void>((resolve, reject) => {
    readJson(req, call.res, (error) => {
      if (error === undefined) resolve();
      else reject(error instanceof Error ? error : new AppError("bad_request"));
    });
  });
  return req.body;
}

function hasBody(call: ApiCall): boolean {
  const length = Number(headerOf(call, "content-length") ?? 0);
  return headerOf(call, "transfer-encoding") !== undefined || length > 0;
}
