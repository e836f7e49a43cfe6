import { type Cookie, redirect } from "@remix-run/node";
import type { Services } from "~/services.server";
import { getViewerByToken } from "./auth-session.server";
import { authCookie } from "./cookies.server";
import { isEmbeddable, isTopLevel, placeOf } from "./framing.server";
import type { Viewer } from "./user";

type Asking = { url: string; headers: Headers };

/**
 * Who the request's cookie stands for, or null. The one for frames counts only where the page's
 * own says nothing, and never opens a page that fills a window.
 */
export async function getCookieViewer(
  services: Services,
  { url, headers }: Asking,
): Promise<Viewer | null> {
  const viewer = await viewerIn(services, headers, authCookie(url));
  if (viewer || !isEmbeddable(services.env) || isTopLevel(headers)) return viewer;
  return viewerIn(services, headers, authCookie(url, "frame"));
}

async function viewerIn(
  services: Services,
  headers: Headers,
  cookie: Cookie,
): Promise<Viewer | null> {
  const token: unknown = await cookie.parse(headers.get("Cookie"));
  return typeof token === "string" ? getViewerByToken(services, token) : null;
}

/** For pages: who is signed in, else off to the sign-in of this place and back here after it. */
export async function requireViewer(services: Services, request: Request): Promise<Viewer> {
  const viewer = await getCookieViewer(services, request);
  if (viewer) return viewer;
  const { pathname, search } = new URL(request.url);
  const back = pathname.replace(/\.data$/, "") + withoutData(search);
  const signIn = placeOf(services.env, request) === "frame" ? "/embed" : "/login";
  throw redirect(back === "/" ? signIn : `${signIn}?to=${encodeURIComponent(back)}`);
}

/** Remix adds `_routes` to its own data requests. */
function withoutData(search: string): string {
  const params = new URLSearchParams(search);
  params.delete("_routes");
  const rest = params.toString();
  return rest ? `?${rest}` : "";
}
