import { z } from "zod";
import { id } from "./name";

const text = z.string().min(1);

export const scalar = z.union([z.boolean(), z.number(), z.string()]);
/** The hidden state of things, by name: what tools and actions change. */
export const world = z.record(id, scalar);
export type World = z.infer<typeof world>;

/**
 * Variants of one line. A list serves every mood; or lists by mood, of which
 * `calm` is the fallback. A line break inside a variant makes two messages.
 */
export const lines = z.union([
  z.array(text).min(1),
  z.strictObject({
    warm: z.array(text).min(1).optional(),
    calm: z.array(text).min(1),
    cross: z.array(text).min(1).optional(),
  }),
]);
export type Lines = z.infer<typeof lines>;

/** Everything named must hold; an empty condition always holds. */
export type Condition = {
  world?: World | undefined;
  facts?: string[] | undefined;
  notFacts?: string[] | undefined;
  /** Social signals heard so far, this message included: intent → at least. */
  signals?: Record<string, number> | undefined;
  tools?: string[] | undefined;
  notTools?: string[] | undefined;
  moodAtLeast?: number | undefined;
  moodBelow?: number | undefined;
  any?: Condition[] | undefined;
  not?: Condition | undefined;
};

export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.strictObject({
    world: world.optional(),
    facts: z.array(id).optional(),
    notFacts: z.array(id).optional(),
    signals: z.record(id, z.int().positive()).optional(),
    tools: z.array(id).optional(),
    notTools: z.array(id).optional(),
    moodAtLeast: z.int().optional(),
    moodBelow: z.int().optional(),
    any: z.array(condition).min(1).optional(),
    not: condition.optional(),
  }),
);

/** What happens in one case: changes of the world, lines, mood. */
export const reaction = z.strictObject({
  when: condition.optional(),
  sets: world.default({}),
  /** The customer really does something; `actions` lists the responder's id. */
  acts: z.boolean().default(true),
  say: lines.optional(),
  /** Seconds until the outcome is known; `say` waits for it, `meanwhile` doesn't. */
  takes: z.number().min(0).max(120).default(0),
  meanwhile: lines.optional(),
  mood: z.int().min(-2).max(2).default(0),
  /** The customer goes, with this line as the last. */
  leaves: z.boolean().default(false),
  /** The customer has asked something: what a plain "yes" or "no" then means. */
  expects: z.strictObject({ yes: id.optional(), no: id.optional() }).optional(),
});
export type Reaction = z.infer<typeof reaction>;
