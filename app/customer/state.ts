import { z } from "zod";
import { world } from "~/scenarios/reaction";

/** Why an unsaid line exists, which decides whether it survives a new message. */
export const lineKinds = ["opening", "fact", "outcome", "answer", "social"] as const;

const at = z.number();
const seq = z.int();
const counts = z.record(z.string(), z.int());

export const plannedLine = z.strictObject({
  kind: z.enum(lineKinds),
  /** What it is about: a fact's, action's or check's id. */
  key: z.string(),
  text: z.string(),
  /** Keys of the world whose new value this line is the news of. */
  tells: z.array(z.string()).default([]),
  typingAt: at,
  dueAt: at,
});
export type PlannedLine = z.infer<typeof plannedLine>;

/** One trainee message and what came of it, for the debrief. */
const historyEntry = z.strictObject({
  seq,
  at,
  intents: z.array(z.string()),
  signals: counts,
  jargon: z.array(z.string()),
  /** Facts asked for in vain: fact → denied, deflected, dodged, deferred, jargon. */
  refused: z.record(z.string(), z.string()),
  repeated: z.array(z.string()),
  revealed: z.array(z.string()),
  actions: z.array(z.string()),
  critical: z.array(z.string()),
  moodBefore: z.int(),
  mood: z.int(),
  matched: z.boolean(),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

const moodChange = z.strictObject({
  at,
  /** The message or tool that caused it; null for the passing of time. */
  seq: seq.nullable(),
  mood: z.int(),
  reasons: z.array(z.string()),
});

/** All that a customer is at one moment; plain JSON, stored with the session. */
export const customerState = z.strictObject({
  version: z.literal(1),
  scenarioId: z.string(),
  scenarioVersion: z.int(),
  seed: z.int(),
  level: z.int().min(1).max(3),
  /** Steps taken so far; the next one's random numbers come from it. */
  turn: z.int(),
  mood: z.int().min(-3).max(2),
  world,
  /** `exactly`: told only vaguely at first, and the message that got it exactly, or null. */
  revealed: z.array(
    z.strictObject({ fact: z.string(), seq, at, exactly: seq.nullable().optional() }),
  ),
  /** Asked for but held back, since two facts a message are enough. */
  deferred: z.array(z.string()),
  denied: counts,
  dodged: counts,
  asked: counts,
  signals: counts,
  /** Trainee messages so far, and at which of them a signal last cheered. */
  messages: z.int(),
  cheered: counts,
  idleTurns: z.int(),
  misses: z.int(),
  missed: z.array(z.strictObject({ seq, text: z.string() })),
  expects: z.strictObject({ yes: z.string().nullable(), no: z.string().nullable() }).nullable(),
  agenda: z.array(plannedLine),
  reads: z.array(z.strictObject({ seq, dueAt: at })),
  /** The newest of the lines already planned or said, newest last. */
  recent: z.array(z.string()),
  asides: z.array(z.string()),
  fired: z.array(z.string()),
  nudges: z.int(),
  /** From when the customer counts the silence. */
  quietSince: at,
  patienceFactor: z.number(),
  postponedMs: z.number(),
  wantsManager: z.boolean(),
  left: z.boolean(),
  /** Has gone and left the ticket to the trainee. */
  gone: z.boolean().default(false),
  /** When the customer is out of the door; null while they mean to stay. */
  departsAt: at.nullable().default(null),
  /** Until when the trainee has asked for time. */
  heldUntil: at.default(0),
  toolUses: z.array(z.strictObject({ seq, at, tool: z.string(), critical: z.array(z.string()) })),
  acted: z.array(z.strictObject({ action: z.string(), seq: seq.nullable(), at })),
  critical: z.array(z.strictObject({ id: z.string(), seq, at })),
  worldChanges: z.array(
    z.strictObject({
      seq: seq.nullable(),
      at,
      key: z.string(),
      value: z.union([z.boolean(), z.number(), z.string()]),
    }),
  ),
  /** News of the world that has been said, as it was said. */
  told: z.array(z.strictObject({ key: z.string(), text: z.string() })).default([]),
  moods: z.array(moodChange),
  history: z.array(historyEntry),
});
export type CustomerState = z.infer<typeof customerState>;
