import type { Signal } from "./connection-types";

/** Hands on what the browser says of its network and of the page, until the returned undo is called. */
export function listenToPage(listener: (signal: Signal) => void): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const on = (target: EventTarget, type: string, handle: (event: Event) => void) => {
    target.addEventListener(type, handle, { signal });
  };
  on(window, "online", () => {
    listener({ type: "online" });
  });
  on(window, "offline", () => {
    listener({ type: "offline" });
  });
  on(window, "pageshow", (event) => {
    // Only a page that comes back from the back-forward cache has slept.
    if ((event as PageTransitionEvent).persisted) listener({ type: "pageshow" });
  });
  // Back from another window, which may have covered nothing: one may have signed in there.
  on(window, "focus", () => {
    listener({ type: "visible" });
  });
  on(document, "visibilitychange", () => {
    listener({ type: document.visibilityState === "visible" ? "visible" : "hidden" });
  });
  return () => {
    controller.abort();
  };
}
