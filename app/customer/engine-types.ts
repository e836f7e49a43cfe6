/** The language between the customer engine (pure) and the server that runs it. */

/** Milliseconds since the session's start. */
export type At = number;

export type CustomerEvent =
  | { type: "started"; at: At }
  /** The trainee's message; `seq` is its place in the event log. */
  | { type: "message"; at: At; seq: number; text: string }
  | { type: "typing"; at: At }
  | { type: "tool"; at: At; seq: number; tool: string; args?: Record<string, string> }
  /** A wake-up that the engine asked for; `afterOutage` if nobody could be heard meanwhile. */
  | { type: "time"; at: At; afterOutage?: boolean | undefined };

/** Something that will happen `delayMs` after the event that caused it. */
export type CustomerEffect = { delayMs: number } & (
  | { kind: "delivered"; seq: number }
  | { kind: "read"; seq: number }
  | { kind: "typing"; typing: boolean }
  | { kind: "say"; text: string }
  /** A line by nobody: a tool's result, "Priya left the chat". */
  | { kind: "system"; text: string }
  | { kind: "leave"; reason: "customer_left" }
  /** Step again with `{type: "time"}`. */
  | { kind: "wake" }
);

/** What one step did, for the debrief, the shell and the authors' inbox. */
export type StepReport = {
  intents: string[];
  revealed: string[];
  actions: string[];
  critical: string[];
  mood: number;
  matched: boolean;
};
