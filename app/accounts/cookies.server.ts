import { createCookie, type Cookie } from "@remix-run/node";
import { CSRF } from "remix-utils/csrf/server";
import type { Env } from "~/env.server";
import { absoluteLifetimeMs } from "./auth-session.server";

/** `__Host-` needs Secure, which browsers refuse to keep on plain http. */
function hostCookie(name: string, secure: boolean): [string, { secure: boolean; path: string }] {
  return [secure ? `__Host-${name}` : name, { secure, path: "/" }];
}

function isSecure(url: string): boolean {
  return new URL(url).protocol === "https:";
}

/** Holds the auth session's token. `url` is the request's own, as the proxy reports it. */
export function authCookie(url: string): Cookie {
  const [name, options] = hostCookie("deskside-auth", isSecure(url));
  return createCookie(name, {
    ...options,
    httpOnly: true,
    sameSite: "lax",
    maxAge: absoluteLifetimeMs / 1_000,
  });
}

/** The form token's other half, signed. */
export function csrfOf(env: Env, url: string): CSRF {
  const [name, options] = hostCookie("deskside-csrf", isSecure(url));
  const cookie = createCookie(name, {
    ...options,
    httpOnly: true,
    sameSite: "lax",
    secrets: env.sessionSecrets,
  });
  return new CSRF({ cookie, formDataKey: "_csrf", secret: env.sessionSecrets[0] });
}
