import { redirect } from "@remix-run/node";
import { AppError } from "~/errors";
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
  // Only an address that can be asked for again with GET is worth coming back to.
  const back =
    request.method === "GET" ? pathname.replace(/\.data$/, "") + withoutData(search) : "/";
  throw redirect(back === "/" ? "/login" : `/login?to=${encodeURIComponent(back)}`);
}

/** For pages that only trainees may use; throws `forbidden`. */
export async function requireTrainee(services: Services, request: Request): Promise<Viewer> {
  const viewer = await requireViewer(services, request);
  if (viewer.role !== "trainee") {
    throw new AppError("forbidden", "Only trainees practise. Sign in as a trainee to do this.");
  }
  return viewer;
}

/** Remix adds `_routes` to its own data requests. */
function withoutData(search: string): string {
  const params = new URLSearchParams(search);
  params.delete("_routes");
  const rest = params.toString();
  return rest ? `?${rest}` : "";
}
