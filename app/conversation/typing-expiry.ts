import { type BrowserClock, createAlarm } from "./browser-clock";
import type { Author, Typing } from "./events";

/** Ends what nobody ended: a typist whose "stopped" got lost. One timer for all. */
export type TypingExpiry = { note(typing: Typing): void; stop(): void };

export function createTypingExpiry(deps: {
  clock: BrowserClock;
  expired: (author: Author) => void;
}): TypingExpiry {
  const alarm = createAlarm(deps.clock);
  const ends = new Map<string, { author: Author; at: number }>();

  function schedule(): void {
    const first = Math.min(...[...ends.values()].map(({ at }) => at));
    if (ends.size === 0) alarm.clear();
    else alarm.set(Math.max(0, first - deps.clock.now()), expire);
  }

  function expire(): void {
    for (const [name, { author, at }] of ends) {
      if (at > deps.clock.now()) continue;
      ends.delete(name);
      deps.expired(author);
    }
    schedule();
  }

  return {
    note: ({ author, typing, expiresInMs }) => {
      const name = `${author.role}:${author.name}`;
      if (typing) ends.set(name, { author, at: deps.clock.now() + expiresInMs });
      else ends.delete(name);
      schedule();
    },
    stop: () => {
      ends.clear();
      alarm.clear();
    },
  };
}
