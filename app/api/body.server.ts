import { isUtf8 } from "node:buffer";
import express, { type Request, type RequestHandler, type Response } from "express";
import { AppError } from "~/errors";

const largestBody = "64kb";
const readJson: RequestHandler = express.json({
  limit: largestBody,
  strict: false,
  verify(_req, _res, bytes, encoding) {
    if (encoding !== "utf-8") throw new AppError("unsupported_media_type", "JSON is UTF-8.");
    // Decoded leniently, a broken text would be stored as another one than was sent.
    if (!isUtf8(bytes)) throw new AppError("invalid_json", "The body is not UTF-8.");
  },
});

/**
 * The request's JSON, or `{}` when it has no body. Read once the caller is known, so that
 * strangers learn nothing and send nothing that is kept. Rejects with an AppError, or with
 * what Express's parser throws.
 */
export async function readBody(req: Request, res: Response): Promise<unknown> {
  if (!hasBody(req)) return {};
  if (!req.is("application/json")) {
    throw new AppError("unsupported_media_type", "Send the body as application/json.");
  }
  if (!req.readable) throw new AppError("bad_request", "The request was cut off.");
  await new Promise<void>((resolve, reject) => {
    readJson(req, res, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(error instanceof Error ? error : new AppError("bad_request"));
    });
  });
  return req.body as unknown;
}

function hasBody(req: Request): boolean {
  return req.get("Transfer-Encoding") !== undefined || Number(req.get("Content-Length") ?? 0) > 0;
}
