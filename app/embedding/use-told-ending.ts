import { useRouteLoaderData } from "@remix-run/react";
import { useEffect } from "react";
import type { Fetch } from "~/conversation/session-http";

type Root = () => { frame: { origins: string[] } | null };

const browserFetch: Fetch = (url, init) => fetch(url, init);

/** In a frame, tells the page around it that this session has ended; null while it runs. */
export function useToldEnding(sessionId: string | null): void {
  const root = useRouteLoaderData<Root>("root");
  useTellEnding(root?.frame?.origins, sessionId, browserFetch);
}

/** Nothing of it is loaded before there is something to tell. */
export function useTellEnding(
  origins: readonly string[] | undefined,
  sessionId: string | null,
  authorized: Fetch,
): void {
  useEffect(() => {
    if (!origins || sessionId === null) return;
    void import("./tell-ending").then(({ tellEnding }) =>
      tellEnding(origins, sessionId, authorized),
    );
  }, [origins, sessionId, authorized]);
}
