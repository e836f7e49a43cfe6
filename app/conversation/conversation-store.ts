import type { StoreApi } from "zustand/vanilla";
import type { Random } from "~/lib/backoff";
import { createBatchedStore } from "./batched-store";
import type { BrowserClock } from "./browser-clock";
import { createConnection } from "./connection";
import type { ConnectionLabel } from "./connection-label";
import type { ConnectionState, Rung, Signal, StopReason } from "./connection-types";
import type { ConversationSnapshot } from "./conversation-snapshot";
import type { Author, Message, SessionEvent } from "./events";
import { createFeed } from "./feed";
import type { HistoryClient } from "./history-client";
import { createHistoryPages, type HistoryPages } from "./history-pages";
import { foldEvent, type MessageWindow } from "./message-window";
import { createOutbox } from "./outbox";
import type { OutboxStorage } from "./outbox-storage";
import type { PendingMessage } from "./pending";
import type { PostMessage } from "./post-client";
import { createReceiptSender, type PostReceipts } from "./receipt-sender";
import type { Transcript } from "./transcript";
import type { Closed, Transport } from "./transport";
import { createTypingExpiry } from "./typing-expiry";
import { createTypingSender } from "./typing-sender";
import type { FetchUpdates } from "./updates-client";

export type ConversationState = {
  transcript: Transcript;
  hasLater: boolean;
  /** Own messages that are stored, while what came before them is still being fetched. */
  acknowledged: Message[];
  pending: PendingMessage[];
  connection: ConnectionLabel;
  /** Why nothing is tried any more; null while something is. */
  problem: Exclude<StopReason, "idle"> | null;
  loadingHistory: boolean;
};

export type ConversationDeps = {
  viewer: Author;
  transports: (diagnose: () => Promise<Closed>) => Record<Rung, Transport>;
  updates: FetchUpdates;
  history: HistoryClient;
  post: PostMessage;
  postTyping: (typing: boolean) => void;
  postReceipts: PostReceipts;
  storage: OutboxStorage;
  clock: BrowserClock;
  random: Random;
  randomUUID: () => string;
};

export type Conversation = HistoryPages & {
  store: StoreApi<ConversationState>;
  start(): void;
  stop(): void;
  /** What the page notices: online, offline, visible, hidden, pageshow. */
  signal(signal: Signal): void;
  /** An answer to any request told how far the session has got. */
  heard(head: number): void;
  /** Newer loader data of the same session; never takes anything back. */
  offer(snapshot: ConversationSnapshot): void;
  /** Loader data with another window of messages, which is to be shown. */
  show(snapshot: ConversationSnapshot): void;
  send(text: string): void;
  retry(key: string): void;
  /**
   * Takes a message out of the outbox and gives back its text, to become a new
   * draft with a new key. If the old one was stored after all it shows up by its
   * event: it was said, and the same key with other words would be refused.
   */
  edit(key: string): string | null;
  discard(key: string): void;
  markRead(seq: number): void;
  setTyping(typing: boolean): void;
  checkNow(): void;
};

/** Everything the browser knows and does about one session; quiet until `start`. */
export function createConversation(
  snapshot: ConversationSnapshot,
  deps: ConversationDeps,
): Conversation {
  const { clock, random, viewer } = deps;
  const { store, set, now, together } = createBatchedStore<ConversationState>({
    transcript: snapshot.transcript,
    hasLater: snapshot.hasLater,
    acknowledged: [],
    pending: [],
    connection: "connecting",
    problem: null,
    loadingHistory: false,
  });

  const feed = createFeed({
    cursor: snapshot.cursor,
    updates: deps.updates,
    load: () => deps.history.snapshot(now().transcript),
    apply,
    replace,
    refused: (why) => {
      connection.refused(why);
    },
    clock,
    random,
  });
  const connection = createConnection({
    transports: deps.transports(feed.catchUp),
    cursor: feed.cursor,
    frame: feed.frame,
    catchUp: () => void feed.catchUp(),
    changed: connectionChanged,
    clock,
    random,
  });
  const outbox = createOutbox({
    post: deps.post,
    storage: deps.storage,
    isStored: (key) => now().transcript.messages.some((one) => one.clientMessageId === key),
    changed: (pending) => {
      set({ pending });
    },
    stored: (message) => {
      together(() => {
        acknowledge(message);
      });
      connection.signal({ type: "reached" });
    },
    signedOut: () => {
      connection.refused({ status: 401, retryAfterMs: null });
    },
    clock,
    random,
    randomUUID: deps.randomUUID,
  });
  const typing = createTypingSender({ post: deps.postTyping, clock });
  const own = snapshot.transcript.receipts.find(({ role }) => role === viewer.role);
  const receipts = createReceiptSender({
    post: deps.postReceipts,
    clock,
    from: { deliveredSeq: own?.deliveredSeq ?? 0, readSeq: own?.readSeq ?? 0 },
  });
  const expiry = createTypingExpiry({
    clock,
    expired: (author) => {
      apply([{ type: "typing.changed", data: { author, typing: false, expiresInMs: 0 } }]);
    },
  });

  function window(): MessageWindow {
    const { transcript, hasLater } = now();
    return { transcript, hasLater };
  }

  function apply(events: SessionEvent[]): void {
    together(() => {
      set(events.reduce(foldEvent, window()));
      for (const event of events) noteAside(event);
      forgetAcknowledged();
    });
  }

  /** What an event means to the outbox, the clocks and the other side. */
  function noteAside(event: SessionEvent): void {
    if (event.type === "typing.changed") expiry.note(event.data);
    if (event.type !== "message.posted") return;
    const { clientMessageId, author, seq } = event.data;
    if (clientMessageId !== null) outbox.settle(clientMessageId);
    if (author.role !== viewer.role) receipts.delivered(seq);
    expiry.note({ author, typing: false, expiresInMs: 0 });
  }

  /** The answer may be ahead of the events before it; the message shows all the same. */
  function acknowledge(message: Message): void {
    set({ acknowledged: [...now().acknowledged, message] });
    if (message.clientMessageId !== null) outbox.settle(message.clientMessageId);
    feed.posted(message);
    forgetAcknowledged();
  }

  function forgetAcknowledged(): void {
    const { acknowledged, transcript } = now();
    const rest = acknowledged.filter(({ seq }) => seq > transcript.head);
    if (rest.length !== acknowledged.length) set({ acknowledged: rest });
  }

  function replace(next: ConversationSnapshot): void {
    together(() => {
      set({ transcript: next.transcript, hasLater: next.hasLater, acknowledged: [] });
      for (const { clientMessageId } of next.transcript.messages) {
        if (clientMessageId !== null) outbox.settle(clientMessageId);
      }
      noteTypists(next.transcript);
    });
  }

  function noteTypists({ typing: typists }: Transcript): void {
    expiry.stop();
    for (const typist of typists) expiry.note({ ...typist, typing: true });
  }

  let wasUp = false;
  function connectionChanged(state: ConnectionState, label: ConnectionLabel): void {
    const problem = state.kind === "stopped" && state.reason !== "idle" ? state.reason : null;
    const isNew = now().connection !== label || now().problem !== problem;
    if (isNew) set({ connection: label, problem });
    const isUp = state.kind === "live" || (state.kind === "polling" && state.proven);
    if (isUp && !wasUp) outbox.wake();
    wasUp = isUp;
  }

  const pages = createHistoryPages({
    history: deps.history,
    window,
    setWindow: set,
    setLoading: (loadingHistory) => {
      set({ loadingHistory });
    },
  });

  return {
    store,
    heard: feed.heard,
    offer: feed.offer,
    show: feed.adopt,
    start: () => {
      noteTypists(now().transcript);
      receipts.delivered(now().transcript.head);
      void outbox.start();
      connection.signal({ type: "start" });
    },
    stop: () => {
      connection.signal({ type: "stop" });
      feed.stop();
      outbox.stop();
      typing.stop();
      receipts.stop();
      expiry.stop();
    },
    signal: (signal) => {
      connection.signal(signal);
      if (signal.type === "online" || signal.type === "visible") outbox.wake();
    },
    send: (text) => {
      typing.set(false);
      outbox.send(text);
      void pages.loadNewest();
    },
    retry: outbox.retry,
    edit: outbox.take,
    discard: (key) => void outbox.take(key),
    ...pages,
    markRead: receipts.read,
    setTyping: typing.set,
    checkNow: () => void feed.catchUp(),
  };
}
