import { type BrowserClock, createAlarm } from "./browser-clock";

/** Between two signals of one spell; readers let a spell expire somewhat later. */
export const typingRepeatMs = 3_000;
/** A composer that was forgotten half-way must not type for ever. */
const longestSpellMs = 60_000;

/** Tells the others that this reader types, again every 3 s, until told otherwise. */
export type TypingSender = { set(typing: boolean): void; stop(): void };

/** `post` may fail; typing is never worth an error and holds up nothing. */
export function createTypingSender(deps: {
  post: (typing: boolean) => void;
  clock: BrowserClock;
}): TypingSender {
  const alarm = createAlarm(deps.clock);
  let typing = false;
  /** What the others believe. */
  let told = false;
  let lastPostAt = -Infinity;
  let since = 0;

  function post(): void {
    lastPostAt = deps.clock.now();
    told = true;
    deps.post(true);
    alarm.set(typingRepeatMs, again);
  }

  function again(): void {
    if (deps.clock.now() - since < longestSpellMs) post();
    else end();
  }

  function begin(): void {
    since = deps.clock.now();
    if (typing) return;
    typing = true;
    const wait = lastPostAt + typingRepeatMs - deps.clock.now();
    if (wait > 0) alarm.set(wait, post);
    else post();
  }

  function end(): void {
    alarm.clear();
    typing = false;
    if (!told) return;
    told = false;
    deps.post(false);
  }

  return {
    set: (now) => {
      if (now) begin();
      else end();
    },
    stop: end,
  };
}
