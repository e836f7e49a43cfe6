import { z } from "zod";

/**
 * The event vocabulary: everything that can happen in a session, as it travels
 * on the wire. Durable events carry `seq` and are numbered 1, 2, 3 … per session
 * without holes; ephemeral ones are only true now and carry none.
 * Unknown fields are refused, so that nothing reaches a browser by accident.
 */

export const authorRoles = ["trainee", "customer", "trainer", "system"] as const;
export const authorRole = z.enum(authorRoles);
export type AuthorRole = z.infer<typeof authorRole>;

export const author = z.strictObject({ role: authorRole, name: z.string() });
export type Author = z.infer<typeof author>;

export const sessionStatuses = ["active", "ended"] as const;
export const sessionStatus = z.enum(sessionStatuses);
export type SessionStatus = z.infer<typeof sessionStatus>;

const seq = z.int().positive();
const position = z.int().nonnegative();
const isoTime = z.iso.datetime();

export const message = z.strictObject({
  id: z.uuid(),
  sessionId: z.uuid(),
  seq,
  author,
  text: z.string(),
  /** The sender's idempotency key; null for authors who send without one. */
  clientMessageId: z.string().nullable(),
  createdAt: isoTime,
});
export type Message = z.infer<typeof message>;

export const action = z.strictObject({
  seq,
  /** The tool's id in the scenario, e.g. `reset_mfa`. */
  tool: z.string(),
  /** What people read, e.g. "Reset MFA". */
  label: z.string(),
  by: z.string(),
  at: isoTime,
});
export type Action = z.infer<typeof action>;

export const sessionChange = z.strictObject({ seq, status: sessionStatus, at: isoTime });
export type SessionChange = z.infer<typeof sessionChange>;

export const durableEvent = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("message.posted"), data: message }),
  z.strictObject({ type: z.literal("action.taken"), data: action }),
  z.strictObject({ type: z.literal("session.changed"), data: sessionChange }),
]);
export type DurableEvent = z.infer<typeof durableEvent>;

export const typing = z.strictObject({
  author,
  typing: z.boolean(),
  /** After this many milliseconds without news the typing is over. */
  expiresInMs: position,
});
export type Typing = z.infer<typeof typing>;

export const receipt = z.strictObject({
  role: authorRole,
  deliveredSeq: position,
  readSeq: position,
});
export type Receipt = z.infer<typeof receipt>;

export const presence = z.strictObject({
  role: authorRole,
  name: z.string(),
  present: z.boolean(),
});
export type Presence = z.infer<typeof presence>;

export const ephemeralEvent = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("typing.changed"), data: typing }),
  z.strictObject({ type: z.literal("receipt.changed"), data: receipt }),
  z.strictObject({ type: z.literal("presence.changed"), data: presence }),
]);
export type EphemeralEvent = z.infer<typeof ephemeralEvent>;

export const resetReasons = [
  "cursor_too_old",
  "unknown_epoch",
  "cursor_ahead",
  "bad_cursor",
] as const;
export type ResetReason = (typeof resetReasons)[number];

/** What only one stream says to one reader; never folded into a transcript. */
export type StreamEvent =
  | {
      type: "hello";
      data: {
        cursor: string;
        head: number;
        resumed: boolean;
        serverTime: string;
        heartbeatMs: number;
      };
    }
  | { type: "heartbeat"; data: { head: number } }
  | { type: "reset"; data: { reason: ResetReason; head: number } };

export type SessionEvent = DurableEvent | EphemeralEvent;

export function isDurable(event: SessionEvent): event is DurableEvent {
  return "seq" in event.data;
}
