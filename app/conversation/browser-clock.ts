/** Time as the browser's half needs it, so that tests can move it. */
export type BrowserClock = {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls once after `ms`, unless the returned undo is called first. */
  after(ms: number, call: () => void): () => void;
};

export const browserClock: BrowserClock = {
  now: () => Date.now(),
  after: (ms, call) => {
    const timer = setTimeout(call, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};

/** A timer that can be set again; setting it forgets what it was set to before. */
export type Alarm = { set(ms: number, call: () => void): void; clear(): void };

export function createAlarm(clock: BrowserClock): Alarm {
  let undo: (() => void) | null = null;
  const clear = () => {
    undo?.();
    undo = null;
  };
  return {
    clear,
    set: (ms, call) => {
      clear();
      undo = clock.after(ms, () => {
        undo = null;
        call();
      });
    },
  };
}
