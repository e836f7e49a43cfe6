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

type LogScrollInput = {
  /** Keys of the entries, in order. */
  lastKey: string | null;
  /** The last message sent here that isn't stored yet: a new one always brings the end into view. */
  sentKey: string | null;
};

/**
 * Keeps the log where the reader is. The scroller is upside down
 * (`column-reverse`): `scrollTop` is 0 at the end and negative above it, and what
 * is put in above moves nothing. So only what comes in below, while the reader
 * is further up, has to be made good.
 */
export function useLogScroll(
  scroller: RefObject<HTMLDivElement>,
  { lastKey, sentKey }: LogScrollInput,
): LogScroll {
  const [atEnd, setAtEnd] = useState(true);
  const before = useRef<{ key: string | null; belowPx: number; sentKey: string | null }>();
  const landed = useRef(false);

  const onScroll = useCallback(() => {
    if (scroller.current) setAtEnd(isNearEnd(scroller.current));
  }, [scroller]);

  const toEnd = useCallback(() => {
    if (scroller.current) scroller.current.scrollTop = 0;
    setAtEnd(true);
  }, [scroller]);

  useBeforePaint(() => {
    const element = scroller.current;
    if (!element) return;
    const last = before.current;
    const isSent = sentKey !== null && last?.sentKey !== sentKey;
    if (last && (isNearEnd(element) || isSent)) element.scrollTop = 0;
    else if (last?.key != null) {
      element.scrollTop -= Math.max(0, pixelsBelow(element, last.key) - last.belowPx);
    }
    const belowPx = lastKey === null ? 0 : pixelsBelow(element, lastKey);
    before.current = { key: lastKey, belowPx, sentKey };
  }, [scroller, lastKey, sentKey]);

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

/** How far the entry's end is above the end of the log's content. */
function pixelsBelow(element: HTMLElement, key: string): number {
  const entry = element.querySelector(`[data-entry="${CSS.escape(key)}"]`);
  const content = element.firstElementChild;
  if (!entry || !content) return 0;
  return content.getBoundingClientRect().bottom - entry.getBoundingClientRect().bottom;
}

/** Moves this element only: `scrollIntoView` would move the page around a frame as well. */
function landOnDivider(element: HTMLElement): void {
  const divider = element.querySelector("[data-unread-divider]");
  if (!divider) return;
  const gap = divider.getBoundingClientRect().top - element.getBoundingClientRect().top;
  if (gap < 0) element.scrollTop += gap - 16;
}
