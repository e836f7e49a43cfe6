import { type Random, retryDelayMs } from "~/lib/backoff";
import { type BrowserClock, createAlarm } from "./browser-clock";
import { isBehind, noteHead, receive, startAt } from "./contiguity";
import type { ConversationSnapshot } from "./conversation-snapshot";
import { formatCursor, parseCursor } from "./cursor";
import type { Message, SessionEvent } from "./events";
import { isDurable } from "./is-durable";
import type { Closed, Frame } from "./connection/transport";
import type { FetchUpdates } from "./connection/updates-client";
import { headIn, isRecord, parseEvent } from "./wire";

/** How long what is missing may still be on its way before it is fetched. */
const graceMs = 400;
/** Answers that bring nothing although something is missing, before the history is read anew. */
const mostFruitless = 3;
const mostHeld = 500;

export type FeedDeps = {
  cursor: string;
  updates: FetchUpdates;
  /** Reads the conversation anew. */
  load: () => Promise<ConversationSnapshot | Closed>;
  /** In order, without holes, each once. */
  apply: (events: SessionEvent[]) => void;
  replace: (snapshot: ConversationSnapshot) => void;
  /** A request was refused; the connection should know. */
  refused: (why: Closed) => void;
  clock: BrowserClock;
  random: Random;
};

/** Makes one contiguous conversation of whatever arrives, by whichever way, and fetches what doesn't. */
export type Feed = {
  frame(frame: Frame): void;
  /** Something said that the session has got to this seq. */
  heard(head: number): void;
  /** The answer to a post: its message, perhaps before its event. */
  posted(message: Message): void;
  /** One read of what is new, repeated until nothing is missing; status 200 when it got through. */
  catchUp(): Promise<Closed>;
  /** A snapshot from elsewhere, e.g. after a form was posted; the feed never goes back. */
  offer(snapshot: ConversationSnapshot): void;
  /** Takes this snapshot for its window of messages; what it is behind by is fetched at once. */
  adopt(snapshot: ConversationSnapshot): void;
  cursor(): string;
  /** Asks for nothing more until a frame comes or a catch-up is asked for. */
  stop(): void;
};

const reached: Closed = { status: 200, retryAfterMs: null };

export function createFeed(deps: FeedDeps): Feed {
  const start = parseCursor(deps.cursor);
  const grace = createAlarm(deps.clock);
  const retry = createAlarm(deps.clock);
  let epoch = start?.epoch ?? "unknown";
  let contiguity = startAt(start?.seq ?? 0);
  let catching: Promise<Closed> | null = null;
  /** Durable frames that came while the history is read anew; null when it isn't. */
  let held: Frame[] | null = null;
  let failures = 0;
  let hasGrace = false;
  /** The page was left: what is still under way comes to nothing, until the connection is back. */
  let left = false;

  const cursor = () => formatCursor({ epoch, seq: contiguity.head });

  function frame(one: Frame): void {
    if (one.type === "reset") void reload();
    else if (one.type === "hello") greeted(one.data);
    else if (one.type === "heartbeat") heard(headIn(one.data) ?? 0);
    else take(one);
  }

  /** A stream that goes on beyond our position won't send what lies between. */
  function greeted(data: unknown): void {
    const position = isRecord(data) ? parseCursor(String(data["cursor"])) : null;
    if (!position) return;
    if (position.epoch !== epoch) void reload();
    else if (position.seq > contiguity.head) {
      contiguity = noteHead(contiguity, position.seq);
      void catchUp();
    } else heard(headIn(data) ?? 0);
  }

  function take(one: Frame): void {
    const event = parseEvent(one.type, one.data);
    if (!event) return;
    if (!isDurable(event)) deps.apply([event]);
    else if (held) held = [...held, one].slice(-mostHeld);
    else {
      const result = receive(contiguity, event);
      contiguity = result.contiguity;
      if (result.ready.length > 0) deps.apply(result.ready);
      if (contiguity.early.size > 0) void catchUp();
    }
  }

  function heard(head: number): void {
    contiguity = noteHead(contiguity, head);
    waitForMissing();
  }

  function waitForMissing(): void {
    if (left || hasGrace || held || !isBehind(contiguity)) return;
    hasGrace = true;
    grace.set(graceMs, () => {
      hasGrace = false;
      if (isBehind(contiguity)) void catchUp();
    });
  }

  function catchUp(): Promise<Closed> {
    catching ??= fetchMissing().finally(() => {
      catching = null;
    });
    return catching;
  }

  async function fetchMissing(): Promise<Closed> {
    for (let fruitless = 0; fruitless < mostFruitless;) {
      const before = contiguity.head;
      const answer = await deps.updates(cursor(), 0);
      if (left) return answer.ok ? reached : answer;
      if (!answer.ok) {
        // While the history is read anew, the alarm is that reading's.
        failed(answer, isBehind(contiguity) && !held ? catchUp : null);
        return answer;
      }
      failures = 0;
      // Inside a catch-up, the early events that it finds ask for no other one.
      for (const one of [...answer.frames, ...answer.receipts]) frame(one);
      contiguity = noteHead(contiguity, answer.head);
      if (held || !isBehind(contiguity)) return reached;
      fruitless = contiguity.head === before ? fruitless + 1 : 0;
    }
    void reload();
    return reached;
  }

  function failed(why: Closed, again: (() => unknown) | null): void {
    failures += 1;
    const delay = retryDelayMs(failures, why.retryAfterMs, deps.random);
    if (again) retry.set(delay, () => void again());
    if (why.status >= 400 && why.status < 500) deps.refused(why);
  }

  async function reload(): Promise<void> {
    if (held) return;
    held = [];
    await loadAnew();
  }

  async function loadAnew(): Promise<void> {
    const result = await deps.load();
    // A newer snapshot was adopted meanwhile, or the page was left.
    if (!held) return;
    if (!("transcript" in result)) {
      failed(result, loadAnew);
      return;
    }
    failures = 0;
    adopt(result);
  }

  function adopt(snapshot: ConversationSnapshot): void {
    const position = parseCursor(snapshot.cursor);
    const isSameLog = position?.epoch === epoch;
    const known = isSameLog ? contiguity.known : 0;
    epoch = position?.epoch ?? epoch;
    contiguity = noteHead(startAt(snapshot.transcript.head), known);
    deps.replace(snapshot);
    const waiting = held ?? [];
    held = null;
    for (const one of waiting) frame(one);
    if (isBehind(contiguity)) void catchUp();
  }

  return {
    heard,
    adopt,
    cursor,
    frame: (one) => {
      left = false;
      frame(one);
    },
    catchUp: () => {
      left = false;
      return catchUp();
    },
    posted: (message) => {
      const result = receive(contiguity, { type: "message.posted", data: message });
      contiguity = result.contiguity;
      if (result.ready.length > 0) deps.apply(result.ready);
      waitForMissing();
    },
    offer: (snapshot) => {
      if (parseCursor(snapshot.cursor)?.epoch !== epoch) adopt(snapshot);
      else if (snapshot.transcript.head > contiguity.head) {
        contiguity = noteHead(contiguity, snapshot.transcript.head);
        void catchUp();
      }
    },
    stop: () => {
      left = true;
      grace.clear();
      retry.clear();
      hasGrace = false;
      // The next stream starts at the same cursor and is told to reset again.
      held = null;
    },
  };
}
