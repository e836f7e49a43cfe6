import { useRevalidator } from "@remix-run/react";
import { useEffect, useState, useSyncExternalStore } from "react";

export type Refresh = { paused: boolean; togglePaused: () => void };

/** Loads the page's data again and again while somebody can see it and hasn't paused it. */
export function useRefresh(everyMs: number): Refresh {
  const [paused, setPaused] = useState(false);
  const visible = useVisible();
  const { revalidate, state } = useRevalidator();
  // One that is under way is not cut short by the next, however long it takes.
  const due = visible && !paused && state === "idle";
  useEffect(() => {
    if (!due) return undefined;
    const timer = setInterval(revalidate, everyMs);
    return () => clearInterval(timer);
  }, [due, revalidate, everyMs]);
  return { paused, togglePaused: () => setPaused(!paused) };
}

function useVisible(): boolean {
  return useSyncExternalStore(onVisibility, isVisible, () => true);
}

function onVisibility(tell: () => void): () => void {
  document.addEventListener("visibilitychange", tell);
  return () => document.removeEventListener("visibilitychange", tell);
}

function isVisible(): boolean {
  return document.visibilityState === "visible";
}
