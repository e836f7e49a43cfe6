import { createCookie, type Cookie } from "@remix-run/node";
import { CSRF } from "remix-utils/csrf/server";
import type { Env } from "~/env.server";
import { absoluteLifetimeMs, framedLifetimeMs } from "./auth-session.server";
import type { Place } from "./framing.server";

type CookieOptions = NonNullable<Parameters<typeof createCookie>[1]>;

/** `__Host-` needs Secure, which browsers refuse to keep on plain http. */
function hostCookie(name: string, secure: boolean, more: CookieOptions): Cookie {
  const options = { path: "/", httpOnly: true, sameSite: "lax", secure, ...more } as const;
  return createCookie(secure ? `__Host-${name}` : name, options);
}

/**
 * For frames alone: sent across sites, but kept apart by the site that frames us. Browsers keep
 * neither without Secure, which they take from http://localhost as well.
 */
const inFrames = { sameSite: "none", secure: true, partitioned: true } as const;

function isSecure(url: string): boolean {
  return new URL(url).protocol === "https:";
}

/** Holds the auth session's token. `url` is the request's own, as the proxy reports it. */
export function authCookie(url: string, place: Place = "own"): Cookie {
  return place === "own"
    ? hostCookie("deskside-auth", isSecure(url), { maxAge: absoluteLifetimeMs / 1_000 })
    : hostCookie("deskside-embed", isSecure(url), {
        ...inFrames,
        maxAge: framedLifetimeMs / 1_000,
      });
}

/** Longer than any sign-in: where two pages load without it each would make one, and one page's is lost. */
const csrfLifetimeSeconds = 400 * 24 * 3_600;

/**
 * The form token's other half. The cookie is signed, by any of the secrets; a signature of the
 * token's own would know the first one only, and refuse every form after a new one was put there.
 */
export function csrfOf(env: Env, url: string, place: Place = "own"): CSRF {
  const [name, more] = place === "own" ? ["deskside-csrf", {}] : ["deskside-embed-csrf", inFrames];
  const cookie = hostCookie(name, isSecure(url), {
    ...{ ...more, maxAge: csrfLifetimeSeconds, secrets: env.sessionSecrets },
  });
  return new CSRF({ cookie, formDataKey: "_csrf" });
}

/** Whether the browser sent the form token's other half at all, whatever is in it. */
export function hasCsrfCookie({ headers }: { headers: Headers }): boolean {
  return /\bdeskside-(?:embed-)?csrf=/.test(headers.get("Cookie") ?? "");
}
