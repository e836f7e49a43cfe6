import { type Random, retryDelayMs } from "~/lib/backoff";
import { type BrowserClock, createAlarm } from "./browser-clock";
import type { Message } from "./events";
import type { OutboxStorage } from "./outbox-storage";
import type { PendingMessage } from "./pending";
import type { PostMessage, PostOutcome } from "./post-client";

/** Said so long ago, a message may no longer fit the conversation. */
export const staleMs = 10 * 60_000;
const staleQuestion = "You wrote this more than ten minutes ago. Send it now?";
/** Signing in again happens elsewhere; the page is told when one comes back to it, mostly. */
const signedOutRetryMs = 30_000;

export type Outbox = {
  /** Takes up what an earlier page left behind; what is sent goes after it. */
  start(): Promise<void>;
  send(text: string): void;
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

export type OutboxDeps = {
  post: PostMessage;
  storage: OutboxStorage;
  /** True for what the history shows already: an earlier page didn't live to hear of it. */
  isStored: (key: string) => boolean;
  clock: BrowserClock;
  random: Random;
  randomUUID: () => string;
  changed: (pending: PendingMessage[]) => void;
  stored: (message: Message) => void;
  signedOut: () => void;
};

/** Sends a session's messages one at a time and in order, each until the server has answered it. */
export function createOutbox(deps: OutboxDeps): Outbox {
  const { storage, clock } = deps;
  const alarm = createAlarm(clock);
  /** Keys that the reader wants sent however old they are. */
  const confirmed = new Set<string>();
  let entries: PendingMessage[] = [];
  let inFlight: string | null = null;
  let failures = 0;
  /** The server asked for quiet until then; coming back to life doesn't shorten that. */
  let quietUntil = 0;
  let stopped = false;

  function show(next: PendingMessage[]): void {
    entries = next;
    deps.changed(entries);
  }

  function update(key: string, change: Partial<PendingMessage>): void {
    show(entries.map((entry) => (entry.key === key ? { ...entry, ...change } : entry)));
    const entry = entries.find((one) => one.key === key);
    if (entry) void storage.put(entry);
  }

  function remove(key: string): void {
    void storage.delete(key);
    confirmed.delete(key);
    if (entries.some((entry) => entry.key === key)) {
      show(entries.filter((entry) => entry.key !== key));
    }
  }

  function pumpIn(ms: number): void {
    if (!stopped) alarm.set(ms, pump);
  }

  function pump(): void {
    askAboutStale();
    const entry = entries.find(({ state }) => state === "waiting");
    if (stopped || inFlight !== null || !entry) return;
    if (quietUntil > clock.now()) {
      pumpIn(quietUntil - clock.now());
      return;
    }
    alarm.clear();
    void attempt(entry);
  }

  function askAboutStale(): void {
    const before = clock.now() - staleMs;
    for (const { key, state, createdAt } of entries) {
      const stale = state === "waiting" && Date.parse(createdAt) < before;
      if (stale && !confirmed.has(key)) update(key, { state: "not_sent", error: staleQuestion });
    }
  }

  async function attempt(entry: PendingMessage): Promise<void> {
    inFlight = entry.key;
    update(entry.key, { state: "sending" });
    const outcome = await deps.post(entry);
    inFlight = null;
    conclude(entry.key, outcome);
  }

  function conclude(key: string, outcome: PostOutcome): void {
    if (outcome.kind === "stored" || outcome.kind === "refused") {
      failures = 0;
      if (outcome.kind === "refused") update(key, { state: "not_sent", error: outcome.detail });
      else {
        deps.stored(outcome.message);
        remove(key);
      }
      pump();
      return;
    }
    // Settled by its event while the answer was lost: nothing of it is left to send.
    update(key, { state: "waiting" });
    if (outcome.kind === "signed_out") {
      pumpIn(signedOutRetryMs);
      deps.signedOut();
    } else waitBeforeAgain(outcome.retryAfterMs);
  }

  function waitBeforeAgain(retryAfterMs: number | null): void {
    failures += 1;
    const ms = retryDelayMs(failures, retryAfterMs, deps.random);
    if (retryAfterMs !== null) quietUntil = clock.now() + ms;
    pumpIn(ms);
  }

  return {
    start: async () => {
      stopped = false;
      const kept = await storage.list();
      for (const { key } of kept) if (deps.isStored(key)) void storage.delete(key);
      const known = new Set(entries.map(({ key }) => key));
      const back = kept.filter(({ key }) => !known.has(key) && !deps.isStored(key)).map(asLeft);
      if (back.length > 0) show([...back, ...entries]);
      pump();
    },
    send: (text) => {
      const key = deps.randomUUID();
      const createdAt = new Date(clock.now()).toISOString();
      const entry: PendingMessage = { key, text, createdAt, state: "waiting", error: null };
      void storage.put(entry);
      show([...entries, entry]);
      // Behind a message that waits for its next attempt: its alarm pumps both.
      if (failures === 0) pump();
    },
    retry: (key) => {
      confirmed.add(key);
      update(key, { state: "waiting", error: null });
      pump();
    },
    take: (key) => {
      const entry = entries.find((one) => one.key === key);
      remove(key);
      return entry?.text ?? null;
    },
    settle: remove,
    wake: () => {
      failures = 0;
      pump();
    },
    stop: () => {
      stopped = true;
      alarm.clear();
    },
  };
}

/** Whether an attempt under way was answered is not known; the key makes another one safe. */
function asLeft(entry: PendingMessage): PendingMessage {
  return entry.state === "sending" ? { ...entry, state: "waiting" } : entry;
}
