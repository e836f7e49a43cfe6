import { CSRFError } from "remix-utils/csrf/server";
import type { Env } from "~/env.server";
import { AppError } from "~/errors";
import { csrfOf } from "./cookies.server";
import { isEmbeddable, type Place } from "./framing.server";

type Asking = { url: string; headers: Headers };

/**
 * Refuses a cookie-borne change that another site could have caused: the browser's
 * own word (Sec-Fetch-Site), the Origin and the form's token must all agree.
 * `form` holds `_csrf`, or the token came as the header X-CSRF-Token.
 */
export async function requireSameOrigin(
  env: Env,
  request: Asking,
  form: FormData = new FormData(),
): Promise<void> {
  const { headers } = request;
  const site = headers.get("Sec-Fetch-Site");
  if (site !== null && site !== "same-origin" && site !== "none") throw new AppError("csrf_failed");
  const origin = headers.get("Origin");
  if (origin !== null && !allowedOrigins(env, request.url).includes(origin)) {
    throw new AppError("csrf_failed");
  }
  const token = headers.get("X-CSRF-Token");
  if (token !== null) form.set("_csrf", token);
  if (await hasToken(env, request, form, "own")) return;
  if (isEmbeddable(env) && (await hasToken(env, request, form, "frame"))) return;
  throw new AppError(
    "csrf_failed",
    "The page was open for a long time or cookies are blocked. Reload it and send again.",
  );
}

/** Whether the form's token is that of the cookie which pages in this place get. */
async function hasToken(
  env: Env,
  { url, headers }: Asking,
  form: FormData,
  place: Place,
): Promise<boolean> {
  try {
    await csrfOf(env, url, place).validate(form, headers);
    return true;
  } catch (error) {
    if (!(error instanceof CSRFError)) throw error;
    return false;
  }
}

function allowedOrigins(env: Env, url: string): string[] {
  return [new URL(url).origin, ...(env.appUrl ? [new URL(env.appUrl).origin] : [])];
}
