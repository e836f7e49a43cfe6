import type { IncomingMessage } from "node:http";
import type { TLSSocket } from "node:tls";
import type { Request, RequestHandler } from "express";
import proxyAddr from "proxy-addr";
import type { Env } from "~/env.server";

const hostForm = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/** Whether the sender of a request, or a proxy so many hops before it, is one of ours. */
export type TrustProxy = (address: string, hop: number) => boolean;

/**
 * The path of a request's first line, which may be a whole address (RFC 9112, 3.2.2).
 * Express must not see that: it can't be changed once its routers are at work.
 */
export function pathOf(target = "/"): string {
  const path = target.replace(/^https?:\/\/[^/?#]*/i, "");
  return path.startsWith("/") ? path : `/${path}`;
}

/** Whether the request names a host that an address can be made of. */
export function namesHost(req: IncomingMessage): boolean {
  const host = hostOf(req);
  return hostForm.test(host) && URL.canParse(`http://${host}`);
}

/** The scheme and host by which the caller reached us, as the trusted proxies report it. */
export function originOf(req: IncomingMessage, trust: TrustProxy): string {
  const direct = (req.socket as Partial<TLSSocket>).encrypted === true ? "https" : "http";
  const forwarded = first(req.headers["x-forwarded-proto"]);
  const trusted = forwarded !== "" && trust(req.socket.remoteAddress ?? "", 0);
  return `${trusted ? forwarded : direct}://${hostOf(req)}`;
}

/** The caller's own address, as the trusted proxies report it. */
export function callerOf(req: IncomingMessage, trust: TrustProxy): string {
  return proxyAddr(req, trust);
}

function hostOf({ headers }: IncomingMessage): string {
  return first(headers["x-forwarded-host"]) || (headers.host ?? "");
}

function first(header: string | string[] | undefined): string {
  return (header?.toString() ?? "").split(",")[0]?.trim() ?? "";
}

/** Refuses what has no address to speak of, before anybody makes a URL of it. */
export const requireAddress: RequestHandler = (req, res, next) => {
  if (namesHost(req)) next();
  else res.status(400).type("text/plain").send("The request names no host.");
};

function urlOf(req: Request): string {
  return originOf(req, req.app.get("trust proxy fn") as TrustProxy) + req.originalUrl;
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
