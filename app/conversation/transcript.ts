import type { Action, Author, Message, Receipt, SessionEvent, SessionStatus } from "./events";
import { isDurable } from "./is-durable";

export type Typist = { author: Author; expiresInMs: number };

/**
 * What a reader knows of one session: the window of messages they hold and the
 * state around it. `head` is the seq of the last durable event folded in.
 */
export type Transcript = {
  sessionId: string;
  status: SessionStatus;
  head: number;
  /** Ascending by seq; a contiguous window of the history that ends at the head. */
  messages: Message[];
  /** True when older messages than the first one here exist on the server. */
  hasEarlier: boolean;
  actions: Action[];
  receipts: (Receipt & { name: string })[];
  typing: Typist[];
  present: Author[];
};

/**
 * Folds one event into a transcript; the only way state follows events, here
 * and on the server. Pure. A durable event at or below the head is a repeat and
 * changes nothing. The caller sees to contiguity: an event beyond `head + 1`
 * is folded as it is, since only the reader of the stream can fetch the gap.
 */
export function applyEvent(transcript: Transcript, event: SessionEvent): Transcript {
  if (isDurable(event)) {
    if (event.data.seq <= transcript.head) return transcript;
    transcript = { ...transcript, head: event.data.seq };
  }
  switch (event.type) {
    case "message.posted":
      return {
        ...transcript,
        messages: [...transcript.messages, event.data],
        typing: transcript.typing.filter((t) => !sameAuthor(t.author, event.data.author)),
      };
    case "action.taken":
      return { ...transcript, actions: [...transcript.actions, event.data] };
    case "session.changed":
      return {
        ...transcript,
        status: event.data.status,
        typing: event.data.status === "ended" ? [] : transcript.typing,
      };
    case "typing.changed": {
      const { author, typing, expiresInMs } = event.data;
      const others = transcript.typing.filter((t) => !sameAuthor(t.author, author));
      return { ...transcript, typing: typing ? [...others, { author, expiresInMs }] : others };
    }
    case "receipt.changed":
      return {
        ...transcript,
        receipts: transcript.receipts.map((r) =>
          r.role === event.data.role
            ? {
                ...r,
                deliveredSeq: Math.max(r.deliveredSeq, event.data.deliveredSeq),
                readSeq: Math.max(r.readSeq, event.data.readSeq),
              }
            : r,
        ),
      };
    case "presence.changed": {
      const { role, name, present } = event.data;
      const others = transcript.present.filter((p) => !sameAuthor(p, { role, name }));
      return { ...transcript, present: present ? [...others, { role, name }] : others };
    }
  }
}

function sameAuthor(a: Author, b: Author): boolean {
  return a.role === b.role && a.name === b.name;
}
