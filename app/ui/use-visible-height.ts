import { type RefObject, useEffect } from "react";

/** Less than this is a toolbar that comes and goes, more is a keyboard. */
const keyboardPx = 80;

/**
 * Keeps an element as high as what a screen keyboard leaves of the page, through
 * the CSS variable `--visible-height`. Browsers that shrink the page themselves
 * (`interactive-widget=resizes-content`) never get here; iOS does.
 */
export function useVisibleHeight(element: RefObject<HTMLElement>, enabled: boolean): void {
  useEffect(() => {
    const viewport = window.visualViewport;
    const target = element.current;
    if (!enabled || !viewport || !target) return;
    const fit = () => {
      const covered = window.innerHeight - viewport.height * viewport.scale;
      if (covered < keyboardPx) target.style.removeProperty("--visible-height");
      else {
        target.style.setProperty("--visible-height", `${viewport.height}px`);
        // iOS scrolls the whole page up to show the field; with the page fitted that hides its top.
        window.scrollTo(0, 0);
      }
    };
    viewport.addEventListener("resize", fit);
    return () => {
      viewport.removeEventListener("resize", fit);
      target.style.removeProperty("--visible-height");
    };
  }, [element, enabled]);
}
