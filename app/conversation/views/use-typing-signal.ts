import { useCallback, useRef } from "react";
import { useDebounced } from "./use-debounced";

/** After the last key, one counts as typing for this long. */
const spellMs = 3000;

/** Turns keys into spells of typing: true once at the start, false once at the end. */
export function useTypingSignal(onTyping: ((typing: boolean) => void) | undefined) {
  const typing = useRef(false);
  const tell = useCallback(
    (next: boolean) => {
      if (typing.current !== next) onTyping?.(next);
      typing.current = next;
    },
    [onTyping],
  );
  const end = useDebounced(tell, spellMs);

  const keyPressed = useCallback(() => {
    tell(true);
    end.later(false);
  }, [tell, end]);

  return { keyPressed, stopped: () => end.now(false) };
}
