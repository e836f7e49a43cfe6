import type { Message, SessionEvent } from "./events";
import { applyEvent, type Transcript } from "./transcript";

/** A transcript whose messages may be a window that does not reach the head. */
export type MessageWindow = {
  transcript: Transcript;
  /** True when messages newer than the window's exist; new ones are then only counted. */
  hasLater: boolean;
};

/** Find-in-page, print and screen readers stay quick up to here. */
export const mostMessages = 300;

type NewestPage = { messages: readonly Message[]; hasMore: boolean; readAt: number };

/** Folds an event in; a message joins the window only if the window reaches the head. */
export function foldEvent(window: MessageWindow, event: SessionEvent): MessageWindow {
  const transcript = applyEvent(window.transcript, event);
  if (transcript === window.transcript) return window;
  if (window.hasLater) {
    return { ...window, transcript: { ...transcript, messages: window.transcript.messages } };
  }
  return keepNewest({ ...window, transcript });
}

/** Puts an older page in front; beyond the limit the newest messages make room. */
export function prependPage(
  window: MessageWindow,
  page: readonly Message[],
  hasMore: boolean,
): MessageWindow {
  const { transcript } = window;
  const first = transcript.messages[0]?.seq ?? transcript.head + 1;
  const older = page.filter((message) => message.seq < first);
  const messages = [...older, ...transcript.messages].slice(0, mostMessages);
  const cut = older.length + transcript.messages.length > mostMessages;
  return {
    transcript: { ...transcript, messages, hasEarlier: hasMore },
    hasLater: window.hasLater || cut,
  };
}

/**
 * Puts a newer page behind. `readAt` is the head as of which the page was read:
 * the window is whole again only if nothing was posted between that and our own
 * head, and what the page has beyond our head comes by events.
 */
export function appendPage(
  window: MessageWindow,
  page: readonly Message[],
  hasMore: boolean,
  readAt: number,
): MessageWindow {
  const { transcript } = window;
  const last = transcript.messages.at(-1)?.seq ?? 0;
  const newer = page.filter(({ seq }) => seq > last && seq <= transcript.head);
  const messages = [...transcript.messages, ...newer];
  const hasLater = hasMore || readAt < transcript.head;
  return keepNewest({ transcript: { ...transcript, messages }, hasLater });
}

/** The newest page alone; what it has beyond our head comes by events. */
export function newestWindow(transcript: Transcript, page: NewestPage): MessageWindow {
  const messages = page.messages.filter(({ seq }) => seq <= transcript.head);
  return {
    transcript: { ...transcript, messages, hasEarlier: page.hasMore },
    hasLater: page.readAt < transcript.head,
  };
}

function keepNewest(window: MessageWindow): MessageWindow {
  const { transcript } = window;
  if (transcript.messages.length <= mostMessages) return window;
  const messages = transcript.messages.slice(-mostMessages);
  return { ...window, transcript: { ...transcript, messages, hasEarlier: true } };
}
