import { useCallback, useEffect, useRef } from "react";

/**
 * Calls `action` with the latest value once none has come for `ms`; `now` calls
 * it at once instead. What is still due when the view or the page goes is done then.
 */
export function useDebounced<T>(action: ((value: T) => void) | undefined, ms: number) {
  const latest = useRef(action);
  latest.current = action;
  const due = useRef<{ timer: ReturnType<typeof setTimeout>; value: T } | null>(null);

  const now = useCallback((value: T) => {
    if (due.current) clearTimeout(due.current.timer);
    due.current = null;
    latest.current?.(value);
  }, []);

  const later = useCallback(
    (value: T) => {
      if (due.current) clearTimeout(due.current.timer);
      due.current = { timer: setTimeout(() => now(value), ms), value };
    },
    [ms, now],
  );

  useEffect(() => {
    const flush = () => {
      if (due.current) now(due.current.value);
    };
    window.addEventListener("pagehide", flush);
    return () => {
      window.removeEventListener("pagehide", flush);
      flush();
    };
  }, [now]);

  return { later, now };
}
