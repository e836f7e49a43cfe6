import type { LoaderFunctionArgs } from "@remix-run/node";
import { page, type PageCall } from "./page.server";

export type Download = { name: string; type: string; content: string };

/**
 * A loader that answers with a file. Why there is none is told in plain text, since no page
 * stands around a download. `name` is ASCII without quotation marks.
 */
export async function download(
  args: LoaderFunctionArgs,
  run: (call: PageCall) => Promise<Download>,
): Promise<Response> {
  try {
    const { name, type, content } = await page(args, run);
    return new Response(content, {
      headers: {
        "Content-Type": type,
        "Content-Disposition": `attachment; filename="${name}"`,
      },
    });
  } catch (thrown) {
    if (!(thrown instanceof Response) || thrown.status < 400) throw thrown;
    return inWords(thrown);
  }
}

async function inWords(refusal: Response): Promise<Response> {
  const { title, detail } = (await refusal.json()) as { title: string; detail: string };
  const headers = new Headers(refusal.headers);
  headers.set("Content-Type", "text/plain; charset=utf-8");
  return new Response(`${title}\n${detail}\n`, { status: refusal.status, headers });
}
