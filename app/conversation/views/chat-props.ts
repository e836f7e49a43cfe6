import type { ReactNode } from "react";
import type { SessionListItem, SessionView } from "~/sessions/session-view";
import type { Problem } from "../conversation-types";
import type { Author, Message } from "../events";
import type { Rung } from "../connection/ladder";
import type { PendingMessage } from "../outbox/pending";
import type { Transcript } from "../transcript";

/** The life of the browser's connection, as people are told of it. */
export type ConnectionState =
  /** Not yet known, or JavaScript is off: the status is empty. */
  | "connecting"
  | "connected"
  /** Only after 5 s without a connection, so that it doesn't flicker. */
  | "reconnecting"
  | "offline"
  /** No stream gets through; still checking. */
  | "limited";

/**
 * The composer's form. It posts to the session's own page (`POST /sessions/:id`)
 * the fields `key` and `text`, and nothing called `intent` when Send is pressed.
 * "Check for new messages" posts the same with `intent=check`: answer 200 with
 * `text` as it came, so that nothing typed is lost.
 */
export type ComposerForm = {
  /** The server-made idempotency key, fresh for every page. */
  key: string;
  /** What the composer starts with: "" or the text of a refused post. */
  text: string;
  /** Why the post was refused; the text is kept. */
  error: string | null;
};

/**
 * What the composer should hold now. A new `version` puts `added` before what it
 * holds by then, which may be more than was known, and takes the focus.
 */
export type ComposerDraft = { text: string; added: string; version: number };

/** Links are real addresses with `?before=` / `?after=`; they work without JavaScript. */
export type HistoryLinks = {
  earlierHref: string | null;
  laterHref: string | null;
  /** True while a page of history is being fetched: the log is `aria-busy`. */
  loading: boolean;
};

/** Given once the page is alive; `null` on the server and with JavaScript off. */
export type ChatCallbacks = {
  /** Already checked: not empty, at most 4,000 code points. The composer empties itself. */
  onSend: (text: string) => void;
  /** True at the first key of a spell of typing, false 3 s after the last or on send. */
  onTyping: (typing: boolean) => void;
  /** 500 ms after the last key, and at once with "" on send. */
  onDraftChange: (text: string) => void;
  onRetry: (key: string) => void;
  /** Take it out of the outbox and hand its text back through `draft`. */
  onEdit: (key: string) => void;
  onDiscard: (key: string) => void;
  onLoadEarlier: () => void;
  /** The end of the log is on a visible screen up to and including this seq. */
  onRead: (seq: number) => void;
  onLoadLater: () => void;
  /** Leaves the old part of the history for its end. */
  onLoadNewest: () => void;
  /** The reader pressed "Check for new messages". */
  onCheck: () => void;
};

export type ChatProps = {
  session: SessionView;
  transcript: Transcript;
  viewer: Author;
  pending: PendingMessage[];
  /** What others have said since the page was opened, as it came. */
  heard: readonly Message[];
  /** The last message that was sent from this page; null before the first. */
  sentKey: string | null;
  connection: ConnectionState;
  /** The ladder's rung by which events come; null while they don't. */
  transport: Rung | null;
  /** Why nothing comes and goes until someone acts, else null. */
  problem: Problem | null;
  /** The viewer's active sessions, this one included. */
  openSessions: SessionListItem[];
  /** Where the divider "New" stands; it stays for as long as the page does. */
  firstUnreadSeq: number | null;
  history: HistoryLinks;
  /** The reader asked for a log that refreshes itself; only heeded where no script does it. */
  framed: boolean;
  form: ComposerForm;
  draft: ComposerDraft;
  /** The hidden CSRF input; goes into every form of the page. */
  csrf: ReactNode;
  /**
   * Base of the tool forms' idempotency keys. They post `intent=tool`, `tool=<id>`
   * and `key=<toolKey>:<id>` to `/sessions/:id`.
   */
  toolKey: string;
  /** Why a tool could not be used, else null. */
  toolError: string | null;
  /** The server's time at rendering, ISO 8601; the SLA clocks start from it. */
  now: string;
  callbacks: ChatCallbacks | null;
};
