import { randomBytes, randomUUID } from "node:crypto";
import type { RequestHandler } from "express";
import helmet from "helmet";

/** A nonce and an id for each request, then the headers that go on every answer. */
export function securityHeaders({ development }: { development: boolean }): RequestHandler[] {
  return [
    (req, res, next) => {
      req.requestId = randomUUID();
      res.locals["nonce"] = randomBytes(16).toString("base64");
      res.set("X-Request-Id", req.requestId);
      next();
    },
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'", (_req, res) => `'nonce-${nonceOf(res)}'`],
          styleSrc: ["'self'"],
          imgSrc: ["'self'", "data:"],
          // Hot reload talks over a port of its own.
          connectSrc: ["'self'", ...(development ? ["ws:"] : [])],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: [(req) => (isOwnFrame(req) ? "'self'" : "'none'")],
        },
      },
      // `no-referrer` would make form posts send `Origin: null`.
      referrerPolicy: { policy: "strict-origin-when-cross-origin" },
      strictTransportSecurity: false,
      xFrameOptions: { action: "deny" },
    }),
    (req, res, next) => {
      res.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
      if (isOwnFrame(req)) res.set("X-Frame-Options", "SAMEORIGIN");
      if (req.secure) res.set("Strict-Transport-Security", "max-age=31536000");
      next();
    },
  ];
}

function nonceOf(res: object): string {
  return (res as { locals: { nonce: string } }).locals.nonce;
}

/** The log alone stands in a frame of the chat's page, where it may refresh itself. */
function isOwnFrame({ url }: { url?: string | undefined }): boolean {
  return /^\/sessions\/[^/?]+\/log(\?|$)/.test(url ?? "");
}
