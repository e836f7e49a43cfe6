import type { BrowserClock } from "../browser-clock";
import { type Rung, rungs, topRung } from "./ladder";

/** Which rung worked on this network a while ago, so that the next page starts there. */
export type RungMemory = {
  read(): Rung | null;
  keep(rung: Rung): void;
  /** The network may be another one now. */
  forget(): void;
};

const validMs = 30 * 60_000;
/** What stays true is written again so often, so that it doesn't lapse while it is in use. */
const rewriteAfterMs = 60_000;

/**
 * `network` tells networks apart as far as the browser does. Storage may be
 * denied or full (private windows, frames): then each page finds out anew.
 */
export function createRungMemory(deps: {
  storage: () => Pick<Storage, "getItem" | "setItem" | "removeItem">;
  network: () => string;
  clock: BrowserClock;
}): RungMemory {
  const name = () => `deskside:rung:${deps.network()}`;
  let written: { rung: Rung; at: number } | null = null;
  const forget = () => {
    written = null;
    orNull(() => {
      deps.storage().removeItem(name());
    });
  };
  return {
    forget,
    read: () => orNull(() => readEntry(deps.storage().getItem(name()), deps.clock.now())),
    keep: (rung) => {
      const at = deps.clock.now();
      if (written?.rung === rung && at - written.at < rewriteAfterMs) return;
      // The top needs no memory; that something else was needed before does not count any more.
      if (rung === topRung) forget();
      else
        orNull(() => {
          deps.storage().setItem(name(), `${rung} ${String(at)}`);
        });
      written = { rung, at };
    },
  };
}

function readEntry(entry: string | null, now: number): Rung | null {
  const [kept, at] = entry?.split(" ") ?? [];
  const age = now - Number(at);
  // A clock that was set back must not make it last for ever.
  const isValid = age >= 0 && age < validMs;
  return isValid ? (rungs.find((rung) => rung === kept) ?? null) : null;
}

function orNull<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch {
    return null;
  }
}
