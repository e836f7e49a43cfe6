import { LRUCache } from "lru-cache";
import type { Clock } from "~/ports/clock";
import type { Viewer } from "./user";

/** A revoked sign-in may read and write for so long in other processes; its streams close within 5 s. */
const keptMs = 2_000;
const mostKept = 10_000;

/** Who a cookie or token stands for, kept for a moment: a page asks several times a second. */
export type ViewerCache = {
  /** From memory, else by `look`; a null is never kept. */
  get(credential: string, look: () => Promise<Viewer | null>): Promise<Viewer | null>;
  /** The auth session was revoked here: its credentials are void at once. */
  forget(authSessionId: string): void;
};

export function createViewerCache(clock: Clock): ViewerCache {
  const kept = new LRUCache<string, Viewer>({
    max: mostKept,
    ttl: keptMs,
    ttlResolution: 0,
    perf: { now: () => clock.now().getTime() },
  });
  return {
    async get(credential, look) {
      const known = kept.get(credential);
      if (known) return known;
      const viewer = await look();
      if (viewer) kept.set(credential, viewer);
      return viewer;
    },
    forget(authSessionId) {
      for (const [credential, viewer] of kept.entries()) {
        if (viewer.authSessionId === authSessionId) kept.delete(credential);
      }
    },
  };
}
