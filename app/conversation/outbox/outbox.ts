import { type Random, retryDelayMs } from "~/lib/backoff";
import { type BrowserClock, createAlarm } from "../browser-clock";
import type { Message } from "../events";
import { createOutboxEntries, type OutboxEntriesDeps } from "./outbox-entries";
import type { PendingMessage } from "./pending";
import type { PostMessage, PostOutcome } from "./post-client";
import type { TakeTurn } from "./sending-turn";

/** Said so long ago, a message may no longer fit the conversation. */
export const staleMs = 10 * 60_000;
const staleQuestion = "You wrote this more than ten minutes ago. Send it now?";
/** Signing in again happens elsewhere; the page is told when one comes back to it, mostly. */
const signedOutRetryMs = 30_000;
/** While another page sends; it tells when it is done, unless it dies. */
const otherPageMs = 1_000;

export type Outbox = {
  /** Takes up what earlier and other pages have left; what is sent goes after it. */
  start(): Promise<void>;
  /** Gives the key that was made for it, or the draft's own if it has one. */
  send(text: string, draftKey?: string): string;
  /** The same key again, so that a first attempt that did arrive counts as this one. */
  retry(key: string): void;
  /** Takes the message out and gives its text back, or null if it is gone. */
  take(key: string): string | null;
  /** The message is known to be stored, by whatever way. */
  settle(key: string): void;
  /** The connection is back: don't wait out the back-off. */
  wake(): void;
  /** No further attempts. One under way is let finish, and still clears its entry. */
  stop(): void;
};

/** What the pages of one browser share. */
export type SharedOutbox = Pick<OutboxEntriesDeps, "storage" | "notices"> & { takeTurn: TakeTurn };

export type OutboxDeps = SharedOutbox &
  OutboxEntriesDeps & {
    post: PostMessage;
    /** What becomes of messages to a session that isn't for whoever is signed in now. */
    notOurs: "tell" | "leave";
    clock: BrowserClock;
    random: Random;
    randomUUID: () => string;
    stored: (message: Message) => void;
    signedOut: () => void;
  };

/** Sends a session's messages one at a time and in order, each until the server has answered it. */
export function createOutbox(deps: OutboxDeps): Outbox {
  const { clock } = deps;
  const alarm = createAlarm(clock);
  const entries = createOutboxEntries(deps);
  let busy = false;
  let failures = 0;
  /** The server asked for quiet until then; coming back to life doesn't shorten that. */
  let quietUntil = 0;
  /** So long, at most: the clock may be set back meanwhile. */
  let quietMs = 0;
  let stopped = false;

  const isoNow = () => new Date(clock.now()).toISOString();

  function pumpIn(ms: number): void {
    if (!stopped) alarm.set(ms, pump);
  }

  function pump(): void {
    const entry = entries.first();
    // What failed was stored by another way, taken out, or is asked about: nothing waits on its alarm.
    if (!entry) failures = 0;
    if (stopped || busy || !entry) return;
    if (quietUntil > clock.now()) {
      quietUntil = Math.min(quietUntil, clock.now() + quietMs);
      pumpIn(quietUntil - clock.now());
      return;
    }
    alarm.clear();
    busy = true;
    if (!isStale(entry)) entries.markSending(entry.key);
    void deps.takeTurn(deps.sessionId, sendFirst).then(turnEnded);
  }

  function isStale({ state, wantedAt }: PendingMessage): boolean {
    return state === "waiting" && Date.parse(wantedAt) < clock.now() - staleMs;
  }

  /** Only in this page's turn and after a sync: what another page has sent would come back by it. */
  function askAboutStale(): void {
    for (const { key } of entries.all().filter(isStale)) {
      entries.update(key, { state: "not_sent", error: staleQuestion });
    }
  }

  /** True when the next one may go at once. */
  async function sendFirst(): Promise<boolean> {
    // Another page may have sent it, and have left older ones.
    await entries.sync();
    askAboutStale();
    const entry = entries.first();
    if (stopped || !entry) return true;
    entries.markSending(entry.key);
    return conclude(entry.key, await deps.post(entry));
  }

  /** `goOn` is null when it wasn't this page's turn. */
  function turnEnded(goOn: boolean | null): void {
    busy = false;
    entries.markSending(null);
    if (stopped) entries.close();
    else if (goOn === null) pumpIn(otherPageMs);
    else if (goOn) pump();
  }

  function conclude(key: string, outcome: PostOutcome): boolean {
    switch (outcome.kind) {
      case "stored":
        failures = 0;
        deps.stored(outcome.message);
        entries.remove(key);
        return true;
      case "refused":
        failures = 0;
        entries.update(key, { state: "not_sent", error: outcome.detail });
        return true;
      case "not_ours":
        if (deps.notOurs === "tell") return conclude(key, { ...outcome, kind: "refused" });
        stop();
        return false;
      case "signed_out":
        pumpIn(signedOutRetryMs);
        deps.signedOut();
        return false;
      case "again":
        waitBeforeAgain(outcome.retryAfterMs);
        return false;
    }
  }

  function waitBeforeAgain(retryAfterMs: number | null): void {
    failures += 1;
    const ms = retryDelayMs(failures, retryAfterMs, deps.random);
    if (retryAfterMs !== null) [quietMs, quietUntil] = [ms, clock.now() + ms];
    pumpIn(ms);
  }

  /** Whoever wrote it sends it; this page only if the other one doesn't. */
  async function heardOfOthers(): Promise<void> {
    await entries.sync();
    if (failures === 0 && !busy && entries.first()) pumpIn(otherPageMs);
  }

  function stop(): void {
    stopped = true;
    alarm.clear();
    if (!busy) entries.close();
  }

  return {
    stop,
    start: async () => {
      stopped = false;
      entries.open(() => void heardOfOthers());
      await entries.sync();
      pump();
    },
    send: (text, key = deps.randomUUID()) => {
      const lastAt = Date.parse(entries.all().at(-1)?.createdAt ?? "") || 0;
      entries.add({
        key,
        text,
        createdAt: new Date(Math.max(clock.now(), lastAt + 1)).toISOString(),
        wantedAt: isoNow(),
        state: "waiting",
        error: null,
      });
      // Behind a message that waits for its next attempt: its alarm pumps both.
      if (failures === 0) pump();
      return key;
    },
    retry: (key) => {
      entries.update(key, { state: "waiting", error: null, wantedAt: isoNow() });
      pump();
    },
    take: (key) => {
      const text = entries.find(key)?.text ?? null;
      entries.remove(key);
      return text;
    },
    settle: entries.remove,
    wake: () => {
      failures = 0;
      pump();
      if (!busy) void entries.sync();
    },
  };
}
