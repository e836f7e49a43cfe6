import type { Env } from "~/env.server";

type Embedding = Pick<Env, "embedOrigins">;
type Asking = { url: string; headers: Headers };

/** Where a page is shown: as a site of its own, or in a frame on another's. */
export type Place = "own" | "frame";

const frames = ["iframe", "frame", "embed", "object"];

/** Whether anybody may show our pages in a frame. */
export function isEmbeddable({ embedOrigins }: Embedding): boolean {
  return embedOrigins.length > 0;
}

/**
 * Where the document that is asked for will be shown. Browsers say so, and no script can; of
 * those that don't, only the page that is made for frames is believed to be in one.
 */
export function placeOf(env: Embedding, { url, headers }: Asking): Place {
  const dest = headers.get("Sec-Fetch-Dest");
  const framed = dest === null ? new URL(url).pathname === "/embed" : frames.includes(dest);
  return framed && isEmbeddable(env) ? "frame" : "own";
}

/** Whether this request is for a page that fills a window or tab of its own. */
export function isTopLevel(headers: Headers): boolean {
  return headers.get("Sec-Fetch-Dest") === "document";
}

/** Where a sign-in began: what the form says counts only where the browser says nothing else. */
export function placeOfForm(env: Embedding, request: Asking, form: FormData): Place {
  const marked = form.get("frame") === "1" && isEmbeddable(env) && !isTopLevel(request.headers);
  return marked ? "frame" : placeOf(env, request);
}
