import type { Signal } from "./connection-types";

/** Hands on what the browser says of its network and of the page, until the returned undo is called. */
export function listenToPage(listener: (signal: Signal) => void): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const on: Listen = (target, type, handle) => {
    target.addEventListener(type, handle, { signal });
  };
  const tellHidden = () => {
    if (document.visibilityState === "hidden") listener({ type: "hidden" });
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
  // The browser is about to stop the page, here or in its back-forward cache: nothing may be open then.
  on(window, "pagehide", (event) => {
    if ((event as PageTransitionEvent).persisted) listener({ type: "sleep" });
  });
  on(document, "freeze", () => {
    listener({ type: "sleep" });
  });
  on(document, "resume", () => {
    listener({ type: "pageshow" });
    tellHidden();
  });
  // Back from another window, which may have covered nothing: one may have signed in there.
  on(window, "focus", () => {
    listener({ type: "visible" });
  });
  on(document, "visibilitychange", () => {
    if (document.visibilityState === "visible") listener({ type: "visible" });
    tellHidden();
  });
  listenToNetwork(() => {
    listener({ type: "online" });
  }, on);
  // A page may be opened in the background.
  tellHidden();
  return () => {
    controller.abort();
  };
}

/** From Wi-Fi to mobile and back; `change` alone tells of passing estimates of speed, too. */
function listenToNetwork(changed: () => void, on: Listen): void {
  const { connection } = navigator as NetworkAware;
  if (!connection) return;
  let known = connection.type;
  on(connection, "change", () => {
    const isOther = connection.type !== known;
    known = connection.type;
    if (isOther) changed();
  });
}

type NetworkAware = { connection?: EventTarget & { type?: string } };
type Listen = (target: EventTarget, type: string, handle: (event: Event) => void) => void;

/** Wi-Fi, cellular and so on, where the browser tells. */
export function networkType(): string {
  return (navigator as NetworkAware).connection?.type ?? "any";
}
