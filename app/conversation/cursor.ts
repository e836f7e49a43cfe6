/** A position in one session's event log; `epoch` is one for the whole database. */
export type Cursor = { epoch: string; seq: number };

/** Fifteen digits stay below 2^53, so the number is exact. */
const form = /^([A-Za-z0-9_-]{1,64}):(0|[1-9]\d{0,14})$/;

/** `<epoch>:<seq>` → its parts, or `null` when it isn't written like that. */
export function parseCursor(text: string | null | undefined): Cursor | null {
  const match = form.exec(text ?? "");
  const [, epoch, seq] = match ?? [];
  return epoch === undefined || seq === undefined ? null : { epoch, seq: Number(seq) };
}

export function formatCursor(cursor: Cursor): string {
  return `${cursor.epoch}:${cursor.seq}`;
}
