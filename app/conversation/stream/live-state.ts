import type { Author, EphemeralEvent, Receipt, SessionEvent, Typing } from "../events";

/** What is only true now in one session: who types, who is there, and how far each has read. */
export type LiveState = {
  typing: Map<string, { typing: Typing; until: number }>;
  present: Map<string, Author>;
  receipts: Map<Receipt["role"], Receipt>;
};

export function createLiveState(): LiveState {
  return { typing: new Map(), present: new Map(), receipts: new Map() };
}

/** Takes in an event; `now` in milliseconds. Who has said it no longer types. */
export function noteLive(state: LiveState, event: SessionEvent, now: number): void {
  if (event.type === "message.posted") state.typing.delete(keyOf(event.data.author));
  if (event.type === "typing.changed") {
    const { author, typing, expiresInMs } = event.data;
    if (!typing) state.typing.delete(keyOf(author));
    else state.typing.set(keyOf(author), { typing: event.data, until: now + expiresInMs });
  }
  if (event.type === "presence.changed") {
    const { role, name, present } = event.data;
    if (present) state.present.set(keyOf(event.data), { role, name });
    else state.present.delete(keyOf(event.data));
  }
}

/**
 * Takes in a receipt. Several processes tell of one reader, so an older one may come after a
 * newer: returns what is true by all that was heard, or null when that is no news.
 */
export function advanceReceipt({ receipts }: LiveState, heard: Receipt): Receipt | null {
  const known = receipts.get(heard.role);
  const deliveredSeq = Math.max(heard.deliveredSeq, known?.deliveredSeq ?? 0);
  const readSeq = Math.max(heard.readSeq, known?.readSeq ?? 0);
  if (deliveredSeq === known?.deliveredSeq && readSeq === known.readSeq) return null;
  const now = { role: heard.role, deliveredSeq, readSeq };
  receipts.set(heard.role, now);
  return now;
}

/** The events that tell a newcomer all of it. */
export function currentOf(state: LiveState, now: number): EphemeralEvent[] {
  const typing = [...state.typing.values()]
    .filter(({ until }) => until > now)
    .map(({ typing, until }): EphemeralEvent => ({
      type: "typing.changed",
      data: { ...typing, expiresInMs: until - now },
    }));
  return [...[...state.present.values()].map(toPresence(true)), ...typing, ...receiptsOf(state)];
}

/** The events that tell how far each has read. */
export function receiptsOf({ receipts }: LiveState): EphemeralEvent[] {
  return [...receipts.values()].map((data) => ({ type: "receipt.changed", data }));
}

/** What must be told so that readers know exactly these to be there, or only who has come. */
export function presenceChanges(
  { present }: LiveState,
  authors: Author[],
  which: "all" | "come" = "all",
): EphemeralEvent[] {
  const there = new Set(authors.map(keyOf));
  const gone =
    which === "come" ? [] : [...present.values()].filter((one) => !there.has(keyOf(one)));
  const come = authors.filter((one) => !present.has(keyOf(one)));
  return [...gone.map(toPresence(false)), ...come.map(toPresence(true))];
}

function toPresence(present: boolean): (author: Author) => EphemeralEvent {
  return ({ role, name }) => ({ type: "presence.changed", data: { role, name, present } });
}

function keyOf({ role, name }: Author): string {
  return `${role}|${name}`;
}
