import { useEffect } from "react";

/** Tells how far the reader has read, whenever the end of the log is on a visible screen. */
export function useReadMarker(
  lastSeq: number,
  atEnd: boolean,
  onRead: ((seq: number) => void) | undefined,
): void {
  useEffect(() => {
    if (!onRead || !atEnd || lastSeq === 0) return;
    const tell = () => {
      if (document.visibilityState === "visible") onRead(lastSeq);
    };
    tell();
    document.addEventListener("visibilitychange", tell);
    return () => document.removeEventListener("visibilitychange", tell);
  }, [lastSeq, atEnd, onRead]);
}
