import { randomUUID } from "~/lib/random-uuid";
import { browserClock } from "../browser-clock";
import type { Author } from "../events";
import type { Rung } from "./ladder";
import { createLease } from "./lease";
import { createSessionHttp, type Fetch } from "../session-http";
import { createSharedWires, type HoldTurn, type SharedWires } from "./shared-wires";
import type { Transport } from "./transport";
import type { WireMessage } from "./wire-messages";
import { createWireOpener } from "./wire-opener";

const byViewer = new Map<string, SharedWires>();
/** Of the page's newest conversation; asked at every request. */
let newestToken: () => string = () => "";

/**
 * The same transports over wires that this browser's tabs share; unchanged where it has no
 * BroadcastChannel. The short poll stays everyone's own: it holds no connection.
 */
export function shareTransports(
  own: Record<Rung, Transport>,
  { session, viewer, csrfToken }: { session: string; viewer: Author; csrfToken: () => string },
): Record<Rung, Transport> {
  const share = (rung: Rung): Transport => ({
    start: (...call) => {
      newestToken = csrfToken;
      const wires = wiresOf(viewer);
      (wires ? wires.transport(rung, session, own[rung]) : own[rung]).start(...call);
    },
  });
  return {
    eventSource: share("eventSource"),
    fetchStream: share("fetchStream"),
    longPoll: share("longPoll"),
    shortPoll: own.shortPoll,
  };
}

/** Made at the first start, since a conversation may be made while the server renders. */
function wiresOf({ role, name }: Author): SharedWires | null {
  if (!("BroadcastChannel" in globalThis)) return null;
  const key = `deskside:wires:${role}:${name}`;
  const wires = byViewer.get(key) ?? createBrowserWires(key);
  byViewer.set(key, wires);
  return wires;
}

function createBrowserWires(name: string): SharedWires {
  const browserFetch: Fetch = (url, init) => fetch(url, init);
  const clock = browserClock;
  const tab = randomUUID();
  const wires = createSharedWires({
    tab,
    openChannel: (hear) => {
      const channel = new BroadcastChannel(name);
      channel.onmessage = ({ data }: MessageEvent<WireMessage>) => {
        hear(data);
      };
      return {
        say: (message) => {
          channel.postMessage(message);
        },
        close: () => {
          channel.close();
        },
      };
    },
    // Web Locks are missing on plain HTTP.
    holdTurn: "locks" in navigator ? holdLock(name) : holdLease(name, tab),
    openWire: createWireOpener({
      fetch: browserFetch,
      openEventSource: (url) => new EventSource(url),
      csrfToken: () => newestToken(),
      clock,
      random: Math.random,
      http: createSessionHttp({ fetch: browserFetch, clock, heard: () => undefined }),
    }),
    clock,
  });
  // A page that the browser keeps or freezes must hold no lock, and lead nobody.
  for (const [target, type, act] of [
    [window, "pagehide", wires.sleep],
    [document, "freeze", wires.sleep],
    [window, "pageshow", wires.wake],
    [document, "resume", wires.wake],
  ] as const) {
    target.addEventListener(type, act);
  }
  return wires;
}

function holdLease(name: string, page: string): HoldTurn {
  const watch = (changed: () => void) => {
    const hear = (event: StorageEvent) => {
      // Without a key, all was removed.
      if (event.key === name || event.key === null) changed();
    };
    window.addEventListener("storage", hear);
    return () => {
      window.removeEventListener("storage", hear);
    };
  };
  const note = { storage: () => localStorage, name, watch };
  return createLease({ note, page, clock: browserClock, random: Math.random });
}

function holdLock(name: string): HoldTurn {
  return (take, held, lost) => {
    const controller = new AbortController();
    const { signal } = controller;
    const untilOver = () =>
      new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        signal.addEventListener("abort", () => {
          resolve();
        });
        if (!signal.aborted) held();
      });
    navigator.locks
      .request(name, take ? { steal: true } : { signal }, untilOver)
      .catch((error: unknown) => {
        if (!signal.aborted) lost(!(error instanceof DOMException && error.name === "AbortError"));
      });
    return () => {
      controller.abort();
    };
  };
}
