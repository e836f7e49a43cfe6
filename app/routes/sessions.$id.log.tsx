import { data, type HeadersFunction, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getSnapshot, windowOf } from "~/conversation/snapshot.server";
import { LogFrame } from "~/conversation/views/log-frame.server";
import { LogFrameError } from "~/conversation/views/log-frame-error.server";
import { page } from "~/http/page.server";
import { parseWholeNumber } from "~/lib/whole-number";
import { accessSession } from "~/sessions/access-session.server";
import { getSessionView } from "~/sessions/get-session-view.server";

export const handle = { fixed: true, bare: true };

const [leastSeconds, mostSeconds] = [5, 300];
/** When the server was away, the frame looks again after so long. */
const afterFailureSeconds = 10;

/**
 * The log by itself, for a frame of the chat's page; with `?refresh=<seconds>` it loads itself
 * again. By a header, since that is the reader's own choice and no property of the document.
 */
export const loader = (args: LoaderFunctionArgs) =>
  withRefreshOnFailure(args, () =>
    page(args, async ({ services, viewer, params, url }) => {
      const session = await accessSession(services, viewer, params["id"]);
      const [snapshot, view] = await Promise.all([
        getSnapshot(services, session, windowOf(url.searchParams)),
        getSessionView(services, session),
      ]);
      const asked = refreshOf(url);
      const refresh = snapshot.transcript.status === "active" ? asked : null;
      const own = session.participants.find((one) => one.role === viewer.role);
      return data(
        {
          ...snapshot,
          session: view,
          viewer: { role: viewer.role, name: own?.name ?? viewer.name },
          refresh,
        },
        refresh === null ? {} : { headers: { Refresh: String(refresh) } },
      );
    }),
  );

/** Seconds between two looks; null when the reader didn't ask, or reads an older page. */
function refreshOf({ searchParams }: URL): number | null {
  const asked = parseWholeNumber(searchParams.get("refresh"));
  if (asked === null || searchParams.has("before") || searchParams.has("after")) return null;
  return Math.min(Math.max(asked, leastSeconds), mostSeconds);
}

async function withRefreshOnFailure<T>(
  { request }: LoaderFunctionArgs,
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (thrown) {
    const passes = thrown instanceof Response && (thrown.status === 429 || thrown.status >= 500);
    if (passes && refreshOf(new URL(request.url)) !== null)
      thrown.headers.set("Refresh", String(afterFailureSeconds));
    throw thrown;
  }
}

export const headers: HeadersFunction = ({ loaderHeaders, errorHeaders }) =>
  errorHeaders ?? loaderHeaders;

export default function LogAlone() {
  return <LogFrame {...useLoaderData<typeof loader>()} />;
}

export { LogFrameError as ErrorBoundary };
