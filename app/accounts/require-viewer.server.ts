import { redirect } from "@remix-run/node";
import type { Services } from "~/services.server";
import { getViewerByToken } from "./auth-session.server";
import { authCookie } from "./cookies.server";
import type { Viewer } from "./user";

type Asking = { url: string; headers: Headers };

/** Who the request's cookie stands for, or null. */
export async function getCookieViewer(
  services: Services,
  { url, headers }: Asking,
): Promise<Viewer | null> {
  const token: unknown = await authCookie(url).parse(headers.get("Cookie"));
  return typeof token === "string" ? getViewerByToken(services, token) : null;
}

/** For pages: who is signed in, else off to the sign-in page and back here after it. */
export async function requireViewer(services: Services, request: Request): Promise<Viewer> {
  const viewer = await getCookieViewer(services, request);
  if (viewer) return viewer;
  const { pathname, search } = new URL(request.url);
  const back = pathname.replace(/\.data$/, "") + withoutData(search);
  throw redirect(back === "/" ? "/login" : `/login?to=${encodeURIComponent(back)}`);
}

/** Remix adds `_routes` to its own data requests. */
function withoutData(search: string): string {
  const params = new URLSearchParams(search);
  params.delete("_routes");
  const rest = params.toString();
  return rest ? `?${rest}` : "";
}
