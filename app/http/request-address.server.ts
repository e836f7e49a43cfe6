import type { Request, RequestHandler } from "express";
import type { Env } from "~/env.server";

const hostForm = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/**
 * The path of a request's first line, which may be a whole address (RFC 9112, 3.2.2).
 * Express must not see that: it can't be changed once its routers are at work.
 */
export function pathOf(target = "/"): string {
  const path = target.replace(/^https?:\/\/[^/?#]*/i, "");
  return path.startsWith("/") ? path : `/${path}`;
}

/** Refuses what has no address to speak of, before anybody makes a URL of it. */
export const requireAddress: RequestHandler = (req, res, next) => {
  if (hostForm.test(hostOf(req)) && URL.canParse(urlOf(req))) next();
  else res.status(400).type("text/plain").send("The request names no host.");
};

/** The request's own address, as the caller wrote it. */
export function urlOf(req: Request): string {
  return `${req.protocol}://${hostOf(req)}${req.originalUrl}`;
}

function hostOf(req: Request): string {
  const [forwarded = ""] = (req.get("X-Forwarded-Host") ?? "").split(",");
  return forwarded.trim() || (req.get("Host") ?? "");
}

/**
 * Answers a form that another site's page has sent. Remix refuses it as well, but with a
 * bare 500; and it compares with the host alone, so ours is put right where APP_URL says it.
 */
export function refuseForeignForms({ appUrl }: Pick<Env, "appUrl">): RequestHandler {
  const own = appUrl === undefined ? undefined : new URL(appUrl);
  return (req, res, next) => {
    const origin = req.get("Origin");
    if (req.method === "GET" || req.method === "HEAD" || origin === undefined) next();
    else if (origin === own?.origin) {
      req.headers["x-forwarded-host"] = own.host;
      next();
    } else if (origin === new URL(urlOf(req)).origin) next();
    else res.status(403).type("text/plain").send("The form came from another site.");
  };
}

/** Pages are read and forms are posted; Remix can't even make a request of some other methods. */
export const requirePageMethod: RequestHandler = (req, res, next) => {
  if (["GET", "HEAD", "POST"].includes(req.method)) next();
  else res.status(405).set("Allow", "GET, HEAD, POST").type("text/plain").send("Not for a page.");
};
