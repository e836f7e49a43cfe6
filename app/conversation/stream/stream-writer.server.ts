import type { ServerResponse } from "node:http";

/** A reader that takes nothing for so long is cut and resumes from its cursor. */
const longestBlockedMs = 10_000;
/** Nor may so much wait for it. */
const mostWaitingBytes = 64 * 1024;

export type StreamWriter = {
  /** Writes unless the answer is over. */
  write(text: string): void;
  /** The socket takes more without queueing. */
  isFree(): boolean;
  isOpen(): boolean;
};

/** Writes to a response that may stop reading; cuts it then, and says when it takes more. */
export function createStreamWriter(
  res: ServerResponse,
  { onFree, onCut }: { onFree: () => void; onCut: () => void },
): StreamWriter {
  let blocked: NodeJS.Timeout | undefined;
  // Between end() and "close" something may still happen; writing then would be an uncaught error.
  const isOpen = (): boolean => !res.writableEnded && !res.destroyed;
  const cut = (): void => {
    onCut();
    res.destroy();
  };
  const unblock = (): void => {
    clearTimeout(blocked);
    blocked = undefined;
  };
  res.on("drain", () => {
    unblock();
    onFree();
  });
  res.on("close", unblock);
  return {
    isOpen,
    isFree: () => isOpen() && !res.writableNeedDrain,
    write(text) {
      if (!isOpen() || res.write(text)) return;
      if (res.writableLength > mostWaitingBytes) cut();
      else blocked ??= setTimeout(cut, longestBlockedMs);
    },
  };
}
