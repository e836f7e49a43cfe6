import { createBatchedStore } from "./batched-store";
import { createConnection } from "./connection/connection";
import { type ConnectionLabel, rungInUse } from "./connection/connection-label";
import type { ConnectionState } from "./connection/connection-types";
import type { ConversationSnapshot } from "./conversation-snapshot";
import type { Conversation, ConversationDeps, ConversationState } from "./conversation-types";
import type { Message, SessionEvent } from "./events";
import { createFeed } from "./feed";
import { createHistoryPages } from "./history-pages";
import { foldEvent, type MessageWindow } from "./message-window";
import { createOutbox } from "./outbox/outbox";
import { createReceiptSender } from "./receipt-sender";
import type { Transcript } from "./transcript";
import { createTypingExpiry } from "./typing-expiry";
import { createTypingSender } from "./typing-sender";

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
    heard: [],
    sentKey: null,
    connection: "connecting",
    transport: null,
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
    memory: deps.memory,
    clock,
    random,
  });
  const outbox = createOutbox({
    ...deps.outbox,
    sessionId: snapshot.transcript.sessionId,
    post: deps.post,
    notOurs: "tell",
    isStored: (key) => textUnder(key) !== undefined,
    changed: (pending) => {
      set({ pending });
    },
    stored: (message) => {
      together(() => {
        acknowledge(message);
      });
      showNewest();
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

  function textUnder(key: string): string | undefined {
    const { transcript, acknowledged } = now();
    const messages = [...transcript.messages, ...acknowledged];
    return messages.find((one) => one.clientMessageId === key)?.text;
  }

  /** Gives the key under which the text is, or will be, stored. */
  function sendOnce(text: string, draftKey?: string): string {
    if (draftKey === undefined) return outbox.send(text);
    const unsent = now().pending.find(({ key }) => key === draftKey);
    const taken = textUnder(draftKey) ?? unsent?.text;
    if (taken === text) return draftKey;
    // The same key with other words would be refused.
    return outbox.send(text, taken === undefined ? draftKey : undefined);
  }

  function window(): MessageWindow {
    const { transcript, hasLater } = now();
    return { transcript, hasLater };
  }

  function apply(events: SessionEvent[]): void {
    together(() => {
      set(events.reduce(foldEvent, window()));
      hear(events.flatMap((event) => (event.type === "message.posted" ? [event.data] : [])));
      for (const event of events) noteAside(event);
      forgetAcknowledged();
    });
  }

  function hear(messages: Message[]): void {
    const heard = messages.filter(({ author }) => author.role !== viewer.role);
    if (heard.length > 0) set({ heard: [...now().heard, ...heard] });
  }

  /** A message that was sent from an old part of the history would vanish by being stored. */
  function showNewest(): void {
    if (now().hasLater) void pages.loadNewest();
  }

  /** What an event means to the outbox, the clocks and the other side. */
  function noteAside(event: SessionEvent): void {
    if (event.type === "typing.changed") expiry.note(event.data);
    if (event.type !== "message.posted") return;
    const { clientMessageId, author, seq } = event.data;
    if (clientMessageId !== null) outbox.settle(clientMessageId);
    if (clientMessageId !== null && clientMessageId === now().sentKey) showNewest();
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
    const { head } = now().transcript;
    together(() => {
      hear(next.transcript.messages.filter(({ seq }) => seq > head));
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
    const transport = rungInUse(state);
    const isNew = now().connection !== label || now().problem !== problem;
    if (isNew || now().transport !== transport) set({ connection: label, problem, transport });
    if (isNew && (label === "offline" || label === "reconnecting")) forgetTypists();
    if (transport !== null && !wasUp) wake();
    wasUp = transport !== null;
  }

  function wake(): void {
    outbox.wake();
    receipts.wake();
    deps.leftovers.wake();
  }

  /** Nothing of what others do now gets here. */
  function forgetTypists(): void {
    expiry.stop();
    const { transcript } = now();
    if (transcript.typing.length > 0) set({ transcript: { ...transcript, typing: [] } });
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
    textUnder,
    heard: feed.heard,
    offer: feed.offer,
    show: feed.adopt,
    start: () => {
      noteTypists(now().transcript);
      receipts.delivered(now().transcript.head);
      void outbox.start();
      deps.leftovers.wake();
      connection.signal({ type: "start" });
    },
    stop: () => {
      connection.signal({ type: "stop" });
      feed.stop();
      outbox.stop();
      deps.leftovers.stop();
      typing.stop();
      receipts.stop();
      expiry.stop();
    },
    signal: (signal) => {
      connection.signal(signal);
      if (signal.type === "online" || signal.type === "visible") wake();
    },
    send: (text, draftKey) => {
      typing.set(false);
      together(() => {
        set({ sentKey: sendOnce(text, draftKey) });
      });
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
