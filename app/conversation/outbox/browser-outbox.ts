import { randomUUID } from "~/lib/random-uuid";
import { browserClock } from "../browser-clock";
import { createIndexedDbOutboxStorage } from "./indexed-db-outbox";
import { createKeptOutboxStorage } from "./kept-outbox-storage";
import { createLeftovers, type Leftovers } from "./leftovers";
import { createOutbox, type SharedOutbox } from "./outbox";
import { browserNotices, noNotices, withOwnNews } from "./outbox-notices";
import { createLocalOutboxStorage, createMemoryOutboxStorage } from "./outbox-storage";
import { createPostClient } from "./post-client";
import { createTurns, type TakeTurn } from "./sending-turn";
import { createSessionHttp, type Fetch } from "../session-http";

let takeTurn: TakeTurn | null = null;
const notices = withOwnNews(browserNotices);

/**
 * The outbox that this browser's pages share, one for all sessions that this page
 * comes to show. Nothing of the browser is touched before it is used.
 */
export const browserOutbox: SharedOutbox = {
  storage: createKeptOutboxStorage({
    durable: createIndexedDbOutboxStorage(),
    quick: createLocalOutboxStorage(() => localStorage),
    clock: browserClock,
    answersAgain: notices.tellOwn,
  }),
  notices,
  takeTurn: (sessionId, work) => (takeTurn ??= createBrowserTurns())(sessionId, work),
};

function createBrowserTurns(): TakeTurn {
  return createTurns({
    // Missing on plain HTTP, whatever the types say.
    locks: navigator.locks,
    storage: () => localStorage,
    clock: browserClock,
    page: randomUUID(),
  });
}

/** For those who read along: what someone else left unsent in this browser isn't theirs. */
export const readersOutbox: SharedOutbox = {
  storage: createMemoryOutboxStorage(),
  notices: noNotices,
  takeTurn: (_, work) => work(),
};

/** Sends what other sessions' pages have left, while this session's page is open. */
export function createBrowserLeftovers(
  sessionId: string,
  csrfToken: () => string,
  fetch: Fetch,
): Leftovers {
  const http = createSessionHttp({
    fetch,
    clock: browserClock,
    heard: () => undefined,
  });
  return createLeftovers({
    sessionId,
    storage: browserOutbox.storage,
    openOutbox: (other) =>
      createOutbox({
        ...browserOutbox,
        sessionId: other,
        post: createPostClient(`/sessions/${other}/messages`, csrfToken, http),
        notOurs: "leave",
        isStored: () => false,
        changed: () => undefined,
        stored: () => undefined,
        signedOut: () => undefined,
        clock: browserClock,
        random: Math.random,
        randomUUID,
      }),
  });
}
