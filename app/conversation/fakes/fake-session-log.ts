import type { ConversationSnapshot } from "../conversation-snapshot";
import { formatCursor, parseCursor } from "../cursor";
import type { Author, DurableEvent, Message } from "../events";

export const trainee: Author = { role: "trainee", name: "Tess" };
export const customer: Author = { role: "customer", name: "Priya Raman" };
const sessionId = "0b0e6c1e-2f60-4b8e-9a57-000000000001";
const longestReplay = 300;

/** What a session's server knows: the events, numbered without holes. */
export class FakeSessionLog {
  epoch = "e1";
  log: DurableEvent[] = [];

  get head(): number {
    return this.log.length;
  }

  get messages(): Message[] {
    return this.log.flatMap((event) => (event.type === "message.posted" ? [event.data] : []));
  }

  snapshot(): ConversationSnapshot {
    const messages = this.messages.slice(-40);
    return {
      transcript: {
        sessionId,
        status: "active",
        head: this.head,
        messages,
        hasEarlier: this.messages.length > messages.length,
        actions: [],
        receipts: [trainee, customer].map((one) => ({ ...one, deliveredSeq: 0, readSeq: 0 })),
        typing: [],
        present: [],
      },
      cursor: this.cursorAt(this.head),
      hasLater: false,
    };
  }

  /** Writes a message as the server would, whoever asked for it. */
  post(author: Author, text: string, key: string | null = null): Message {
    const found = this.messages.find((one) => key !== null && one.clientMessageId === key);
    if (found) return found;
    const seq = this.head + 1;
    const message: Message = {
      id: `message-${String(seq)}`,
      sessionId,
      seq,
      author,
      text,
      clientMessageId: key,
      createdAt: new Date(seq * 1_000).toISOString(),
    };
    this.append({ type: "message.posted", data: message });
    return message;
  }

  append(event: DurableEvent): void {
    this.log.push(event);
  }

  protected cursorAt(seq: number): string {
    return formatCursor({ epoch: this.epoch, seq });
  }

  protected resetFor(cursor: string): string | null {
    const position = parseCursor(cursor);
    if (!position) return "bad_cursor";
    if (position.epoch !== this.epoch) return "unknown_epoch";
    if (position.seq > this.head) return "cursor_ahead";
    return this.head - position.seq > longestReplay ? "cursor_too_old" : null;
  }
}
