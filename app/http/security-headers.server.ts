import { randomBytes, randomUUID } from "node:crypto";
import type { RequestHandler } from "express";
import helmet from "helmet";

type HeaderOptions = { development: boolean; embedOrigins: readonly string[] };

/** What a trainee needs; trainers' pages and the operator's are never shown on another site. */
const embeddable = /^\/(?:(?:embed|login|logout|scenarios|sessions|progress|diagnose)(?:\/.*)?)?$/;

/** The log alone stands in a frame of the chat's page, where it may refresh itself. */
const ownFrame = /^\/sessions\/[^/]+\/log$/;

/** A nonce and an id for each request, then the headers that go on every answer. */
export function securityHeaders({ development, embedOrigins }: HeaderOptions): RequestHandler[] {
  const ancestorsOf = ({ path }: { path: string }): string => {
    const own = ownFrame.test(path) ? ["'self'"] : [];
    const others = embeddable.test(path) ? embedOrigins : [];
    return [...own, ...others].join(" ") || "'none'";
  };
  return [
    (req, res, next) => {
      req.requestId = randomUUID();
      res.locals["nonce"] = randomBytes(16).toString("base64");
      res.locals["ancestors"] = ancestorsOf(req);
      res.set("X-Request-Id", req.requestId);
      next();
    },
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'", (_req, res) => `'nonce-${localsOf(res).nonce}'`],
          styleSrc: ["'self'"],
          imgSrc: ["'self'", "data:"],
          // Hot reload talks over a port of its own.
          connectSrc: ["'self'", ...(development ? ["ws:"] : [])],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: [(_req, res) => localsOf(res).ancestors],
        },
      },
      // `no-referrer` would make form posts send `Origin: null`.
      referrerPolicy: { policy: "strict-origin-when-cross-origin" },
      strictTransportSecurity: false,
      xFrameOptions: { action: "deny" },
    }),
    (req, res, next) => {
      // It knows no list of origins, and where it is read at all it would forbid what the list allows.
      const { ancestors } = localsOf(res);
      if (ancestors === "'self'") res.set("X-Frame-Options", "SAMEORIGIN");
      else if (ancestors !== "'none'") res.removeHeader("X-Frame-Options");
      res.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
      if (req.secure) res.set("Strict-Transport-Security", "max-age=31536000");
      next();
    },
  ];
}

function localsOf(res: object): { nonce: string; ancestors: string } {
  return (res as { locals: { nonce: string; ancestors: string } }).locals;
}
