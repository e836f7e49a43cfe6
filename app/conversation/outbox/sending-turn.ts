import type { BrowserClock } from "../browser-clock";
import type { WebStorage } from "./outbox-storage";

/**
 * Runs `work` unless another page of this browser is sending for the session;
 * null then. It only spares requests and keeps the screen quiet: two that send
 * at once send the same keys in the same order, and the server stores them once.
 */
export type TakeTurn = <T>(sessionId: string, work: () => Promise<T>) => Promise<T | null>;

/** Longer than any attempt takes. A page that has its turn for so long is frozen or dead. */
const longestTurnMs = 20_000;

type Locks = Pick<LockManager, "request">;

/** `locks` is missing on plain HTTP; then a note in `storage` says whose turn it is. */
export function createTurns(deps: {
  locks: Locks | undefined;
  storage: () => Pick<WebStorage, "getItem" | "setItem" | "removeItem">;
  clock: BrowserClock;
  /** This page's own name. */
  page: string;
}): TakeTurn {
  const { locks } = deps;
  return locks ? patiently(byLocks(locks), deps.clock) : byNotes(deps);
}

function byLocks(locks: Locks): TakeTurn {
  return async (sessionId, work) => {
    const turn: { result: ReturnType<typeof work> | null } = { result: null };
    const take = (lock: Lock | null) => (lock ? (turn.result = work()) : null);
    try {
      await locks.request(`deskside:sending:${sessionId}`, { ifAvailable: true }, take);
    } catch {
      // Denied, e.g. in a sandboxed frame.
      turn.result ??= work();
    }
    return turn.result;
  };
}

/** A page that was frozen in the middle of its turn keeps its lock. */
function patiently(takeTurn: TakeTurn, clock: BrowserClock): TakeTurn {
  const refusedSince = new Map<string, number>();
  return async (sessionId, work) => {
    const result = await takeTurn(sessionId, work);
    const since = refusedSince.get(sessionId) ?? clock.now();
    refusedSince.delete(sessionId);
    if (result !== null) return result;
    if (clock.now() - since >= longestTurnMs) return work();
    refusedSince.set(sessionId, since);
    return null;
  };
}

function byNotes({ storage, clock, page }: Omit<Parameters<typeof createTurns>[0], "locks">) {
  const takeTurn: TakeTurn = async (sessionId, work) => {
    const name = `deskside:sending:${sessionId}`;
    const note = attempt(() => storage().getItem(name))?.split(" ") ?? [];
    if (note[0] !== page && Number(note[1]) > clock.now()) return null;
    attempt(() => {
      storage().setItem(name, `${page} ${String(clock.now() + longestTurnMs)}`);
    });
    return work().finally(() =>
      attempt(() => {
        storage().removeItem(name);
      }),
    );
  };
  return takeTurn;
}

function attempt<T>(run: () => T): T | null {
  try {
    return run();
  } catch {
    return null;
  }
}
