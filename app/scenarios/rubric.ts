import { z } from "zod";
import { id } from "./name";
import { condition, world } from "./reaction";

const text = z.string().min(1);

const common = {
  id,
  label: text,
  weight: z.int().positive(),
  /** The better line or step, shown when points are missing. */
  better: text,
  /** Without all of it the session is no success. */
  required: z.boolean().default(false),
};

/** How a criterion is measured; each kind is one function in the debrief. */
export const criterion = z.discriminatedUnion("kind", [
  /** Facts found out, in equal shares; `need` of them are enough. */
  z.strictObject({
    ...common,
    kind: z.literal("facts"),
    facts: z.array(id).min(1),
    need: z.int().positive().optional(),
  }),
  /**
   * World keys with these values at the end, in equal shares. `told`: it counts
   * only once the customer has said so.
   */
  z.strictObject({ ...common, kind: z.literal("world"), world, told: z.boolean().default(false) }),
  /** Steps in this order; each is `tool:<id>`, `fact:<id>` or `action:<id>`. */
  z.strictObject({
    ...common,
    kind: z.literal("order"),
    steps: z.array(z.string().regex(/^(tool|fact|action):[a-z0-9_]+$/)).min(2),
  }),
  /** Social signals heard at least so many times. */
  z.strictObject({
    ...common,
    kind: z.literal("signals"),
    signals: z.array(id).min(1),
    atLeast: z.int().positive().default(1),
  }),
  /** Signals or tools that should not occur; each occurrence costs a share. */
  z.strictObject({
    ...common,
    kind: z.literal("avoid"),
    signals: z.array(id).default([]),
    tools: z.array(id).default([]),
    allowed: z.int().min(0).default(0),
    costs: z.number().positive().max(1).default(0.5),
    unless: condition.optional(),
  }),
  /** Root cause and notes name each of these: any of the words or phrases joined by `|`. */
  z.strictObject({
    ...common,
    kind: z.literal("notes"),
    mentions: z.array(z.strictObject({ what: text, words: text })).min(1),
  }),
  /** First answer within the SLA and no wait longer than this many seconds. */
  z.strictObject({ ...common, kind: z.literal("times"), longestWaitSeconds: z.int().positive() }),
  z.strictObject({
    ...common,
    kind: z.literal("resolution"),
    category: z.array(text).min(1),
    code: z.array(text).min(1),
  }),
]);
export type Criterion = z.infer<typeof criterion>;
