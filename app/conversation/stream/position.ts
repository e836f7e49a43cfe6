import { parseCursor } from "../cursor";
import type { ResetReason } from "../events";

/** As many events as one replay may hold; a reader further behind reads the history again. */
export const longestReplay = 300;

/** Where a reader goes on from. */
export type Position =
  | { from: number; resumed: boolean; reset: null }
  | { from: number; resumed: false; reset: ResetReason };

/** The place in the log for the cursor that a reader brought; no cursor means the head. */
export function positionOf(
  cursor: string | null | undefined,
  log: { epoch: string; head: number },
): Position {
  if (!cursor) return { from: log.head, resumed: false, reset: null };
  const reset = resetReason(cursor, log);
  if (reset) return { from: log.head, resumed: false, reset };
  return { from: parseCursor(cursor)?.seq ?? log.head, resumed: true, reset: null };
}

function resetReason(
  cursor: string,
  { epoch, head }: { epoch: string; head: number },
): ResetReason | null {
  const parsed = parseCursor(cursor);
  if (!parsed) return "bad_cursor";
  if (parsed.epoch !== epoch) return "unknown_epoch";
  if (parsed.seq > head) return "cursor_ahead";
  if (head - parsed.seq > longestReplay) return "cursor_too_old";
  return null;
}
