import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { useBeforePaint } from "~/ui/use-before-paint";

/** Nearer than this to the end, the log follows what comes. */
const nearPx = 100;

type LogScroll = {
  /** The end is on the screen, or nearly. */
  atEnd: boolean;
  toEnd: () => void;
  onScroll: () => void;
};

/** An entry that is on the screen, and how far its top is above the end of the log's content. */
type Anchor = { key: string; abovePx: number };
type Before = { sentKey: string | null; lastKey: string | undefined; anchor: Anchor | null };

/**
 * Keeps the log where the reader is. The scroller is upside down
 * (`column-reverse`): `scrollTop` is 0 at the end and negative above it, and what
 * is put in above moves nothing. So only what grows or shrinks below, while the
 * reader is further up, has to be made good.
 *
 * `sentKey`: the last message that was sent from this page, stored or not; a new
 * one always brings the end into view.
 */
export function useLogScroll(
  scroller: RefObject<HTMLDivElement>,
  sentKey: string | null,
): LogScroll {
  const [atEnd, setAtEnd] = useState(true);
  const before = useRef<Before>();
  const landed = useRef(false);

  const onScroll = useCallback(() => {
    if (!scroller.current) return;
    setAtEnd(isNearEnd(scroller.current));
    if (before.current) before.current.anchor = anchorIn(scroller.current);
  }, [scroller]);

  const toEnd = useCallback(() => {
    if (scroller.current) scroller.current.scrollTop = 0;
    setAtEnd(true);
  }, [scroller]);

  // After every rendering: a status that comes or goes changes heights, too.
  useBeforePaint(() => {
    const element = scroller.current;
    if (!element) return;
    const last = before.current;
    const lastKey = lastEntryIn(element);
    const isSent = sentKey !== null && last?.sentKey !== sentKey;
    const isFollowed = isNearEnd(element) && last?.lastKey !== lastKey;
    if (last && (isSent || isFollowed)) element.scrollTop = 0;
    else if (last?.anchor && element.scrollTop !== 0) keepInPlace(element, last.anchor);
    before.current = { sentKey, lastKey, anchor: anchorIn(element) };
  });

  useEffect(() => {
    if (landed.current || !scroller.current) return;
    landed.current = true;
    landOnDivider(scroller.current);
    setAtEnd(isNearEnd(scroller.current));
  }, [scroller]);

  return { atEnd, toEnd, onScroll };
}

function isNearEnd(element: HTMLElement): boolean {
  return Math.abs(element.scrollTop) <= nearPx;
}

function lastEntryIn(element: HTMLElement): string | undefined {
  return [...element.querySelectorAll<HTMLElement>("[data-entry]")].at(-1)?.dataset["entry"];
}

/** The first entry that is at least partly on the screen. */
function anchorIn(element: HTMLElement): Anchor | null {
  const top = element.getBoundingClientRect().top;
  for (const entry of element.querySelectorAll<HTMLElement>("[data-entry]")) {
    if (entry.getBoundingClientRect().bottom <= top) continue;
    return { key: entry.dataset["entry"] ?? "", abovePx: pixelsAboveEnd(element, entry) };
  }
  return null;
}

function keepInPlace(element: HTMLElement, { key, abovePx }: Anchor): void {
  const entry = element.querySelector(`[data-entry="${CSS.escape(key)}"]`);
  if (entry) element.scrollTop -= pixelsAboveEnd(element, entry) - abovePx;
}

function pixelsAboveEnd(element: HTMLElement, entry: Element): number {
  const content = element.firstElementChild ?? entry;
  return content.getBoundingClientRect().bottom - entry.getBoundingClientRect().top;
}

/** Moves this element only: `scrollIntoView` would move the page around a frame as well. */
function landOnDivider(element: HTMLElement): void {
  const divider = element.querySelector("[data-unread-divider]");
  if (!divider) return;
  const gap = divider.getBoundingClientRect().top - element.getBoundingClientRect().top;
  if (gap < 0) element.scrollTop += gap - 16;
}
