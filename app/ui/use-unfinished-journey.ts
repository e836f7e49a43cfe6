import { useNavigation } from "@remix-run/react";
import { useEffect } from "react";

const name = "deskside:going";

/**
 * When the script of the next page doesn't get through, Remix loads the page before it again, and
 * every further click ends the same way. What was on its way is gone to as a whole page, then.
 */
export function useUnfinishedJourney(): void {
  const { state, location } = useNavigation();
  const to = state === "loading" ? location.pathname + location.search : "";
  useEffect(() => withStorage(resume), []);
  useEffect(() => withStorage((storage) => storage.setItem(name, to)), [to]);
}

function resume(storage: Storage): void {
  const to = storage.getItem(name);
  const [page] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  // A page that had arrived, and was loaded again before it could write so here, isn't left.
  const arrived = to === window.location.pathname + window.location.search;
  if (to && !arrived && page?.type === "reload") window.location.replace(to);
}

/** Where it is denied, one is left where Remix leaves one. */
function withStorage(run: (storage: Storage) => void): void {
  try {
    run(sessionStorage);
  } catch {
    return;
  }
}
