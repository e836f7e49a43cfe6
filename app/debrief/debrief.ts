import { z } from "zod";

const seq = z.int();
const points = z.number();

/** `success`: every assertion on the world holds and nothing critical happened. */
export const outcomes = ["success", "partial", "failure"] as const;

const criterionResult = z.strictObject({
  id: z.string(),
  label: z.string(),
  score: points,
  max: points,
  /** The messages and tool uses that the points rest on, by seq. */
  evidence: z.array(seq),
  /** One line on what happened here. */
  reason: z.string(),
  /** A better line or step; worth showing when points are missing. */
  better: z.string(),
});

const criticalResult = z.strictObject({
  id: z.string(),
  label: z.string(),
  seq,
  /** The total can't exceed this because of it. */
  cap: z.int(),
  better: z.string(),
});

/** What one message or tool use of the trainee's did. */
const annotation = z.strictObject({
  seq,
  /** Facts told, things done, progress. */
  unlocked: z.array(z.string()),
  /** Asked in vain, or not understood. */
  missed: z.array(z.string()),
  /** Critical failures, and what spoilt the mood. */
  broke: z.array(z.string()),
  /** What would have done better in its place; none where nothing was missed or broken. */
  better: z.array(z.string()).default([]),
});

const wait = z.strictObject({
  seconds: z.number(),
  /** The message that the customer waited for an answer to; null without one. */
  seq: seq.nullable(),
});

export const debrief = z.strictObject({
  outcome: z.enum(outcomes),
  /** 0–100. */
  score: z.int().min(0).max(100),
  criteria: z.array(criterionResult),
  critical: z.array(criticalResult),
  rootCause: z.string(),
  annotations: z.array(annotation),
  mood: z.array(
    z.strictObject({
      atSeconds: z.number(),
      seq: seq.nullable(),
      mood: z.int(),
      reasons: z.array(z.string()),
    }),
  ),
  neverAsked: z.array(
    z.strictObject({
      id: z.string(),
      label: z.string(),
      /** A question that gets it. */
      example: z.string(),
      /** The messages that asked for it in vain; none: it was really never asked. */
      tried: z.array(seq).default([]),
    }),
  ),
  times: z.strictObject({
    /** Null when the trainee never answered. */
    firstResponseSeconds: z.number().nullable(),
    firstResponseDueSeconds: z.number(),
    longestWait: wait,
    /** The longest that the scenario bears; null where it sets no limit. */
    longestWaitDueSeconds: z.number().nullable().default(null),
    resolutionSeconds: z.number(),
    resolutionDueSeconds: z.number(),
  }),
  /** By the customer, in character; 1–5. */
  rating: z.strictObject({ stars: z.int().min(1).max(5), comment: z.string() }),
  idealPath: z.array(z.string()),
  coaching: z.array(z.string()),
});
export type Debrief = z.infer<typeof debrief>;
export type CriterionResult = z.infer<typeof criterionResult>;
