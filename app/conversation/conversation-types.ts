import type { StoreApi } from "zustand/vanilla";
import type { Random } from "~/lib/backoff";
import type { BrowserClock } from "./browser-clock";
import type { ConnectionLabel } from "./connection/connection-label";
import type { Signal, StopReason } from "./connection/connection-types";
import type { ConversationSnapshot } from "./conversation-snapshot";
import type { Author, Message } from "./events";
import type { HistoryClient } from "./history-client";
import type { HistoryPages } from "./history-pages";
import type { Rung } from "./connection/ladder";
import type { Leftovers } from "./outbox/leftovers";
import type { SharedOutbox } from "./outbox/outbox";
import type { PendingMessage } from "./outbox/pending";
import type { PostMessage } from "./outbox/post-client";
import type { PostReceipts } from "./receipt-sender";
import type { RungMemory } from "./connection/rung-memory";
import type { Transcript } from "./transcript";
import type { Closed, Transport } from "./connection/transport";
import type { FetchUpdates } from "./connection/updates-client";

export type Problem = Exclude<StopReason, "idle">;

export type ConversationState = {
  transcript: Transcript;
  hasLater: boolean;
  /** Own messages that are stored, while what came before them is still being fetched. */
  acknowledged: Message[];
  pending: PendingMessage[];
  /** What others have said since the page was opened, as it came, whatever the window shows. */
  heard: Message[];
  /** The last message that was sent from this page; null before the first. */
  sentKey: string | null;
  connection: ConnectionLabel;
  /** By which rung of the ladder events get here now; null while they don't. */
  transport: Rung | null;
  /** Why nothing is tried any more; null while something is. */
  problem: Problem | null;
  loadingHistory: boolean;
};

export type ConversationDeps = {
  viewer: Author;
  transports: (reach: () => Promise<Closed>) => Record<Rung, Transport>;
  memory: RungMemory;
  updates: FetchUpdates;
  history: HistoryClient;
  post: PostMessage;
  postTyping: (typing: boolean) => void;
  postReceipts: PostReceipts;
  /** What all pages of this browser share, so that they send each message once. */
  outbox: SharedOutbox;
  leftovers: Leftovers;
  clock: BrowserClock;
  random: Random;
  randomUUID: () => string;
};

export type Conversation = HistoryPages & {
  store: StoreApi<ConversationState>;
  /** What is known to be stored under a key. */
  textUnder(key: string): string | undefined;
  start(): void;
  stop(): void;
  /** What the page notices: online, offline, visible, hidden, sleep, pageshow. */
  signal(signal: Signal): void;
  /** An answer to any request told how far the session has got. */
  heard(head: number): void;
  /** Newer loader data of the same session; never takes anything back. */
  offer(snapshot: ConversationSnapshot): void;
  /** Loader data with another window of messages, which is to be shown. */
  show(snapshot: ConversationSnapshot): void;
  /** `draftKey`: under which the page's own form may have posted this text already. */
  send(text: string, draftKey?: string): void;
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
