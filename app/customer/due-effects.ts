import { z } from "zod";
import type { CustomerPace } from "~/env.server";
import { largestInteger } from "~/lib/whole-number";
import type { CustomerState } from "./state";
import type { At, CustomerEffect, CustomerEvent } from "./engine-types";

/** A turn as it waits in the database: the event without its time, which is the row's. */
export const dueTurn = z.discriminatedUnion("type", [
  z.object({ type: z.literal("started") }),
  z.object({ type: z.literal("message"), seq: z.int(), text: z.string() }),
  z.object({ type: z.literal("typing") }),
  z.object({
    type: z.literal("tool"),
    seq: z.int(),
    tool: z.string(),
    args: z.record(z.string(), z.string()).optional(),
  }),
  z.object({ type: z.literal("time"), afterOutage: z.boolean().optional() }),
]);

/** An effect as it waits in the database: without its delay, which is the row's time. */
export const dueAction = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("delivered"), seq: z.int() }),
  z.object({ kind: z.literal("read"), seq: z.int() }),
  z.object({ kind: z.literal("typing"), typing: z.boolean() }),
  z.object({
    kind: z.literal("say"),
    text: z.string(),
    key: z.string(),
    /** It waits for its words, but no longer than this; milliseconds of the epoch. */
    wordUntil: z.number().optional(),
    worded: z.string().optional(),
  }),
  z.object({ kind: z.literal("system"), text: z.string() }),
  z.object({ kind: z.literal("leave"), reason: z.literal("customer_left") }),
  z.object({ kind: z.literal("wake"), afterOutage: z.boolean().optional() }),
]);
export type DueAction = z.infer<typeof dueAction>;

/** After 24 days time stands still: the journal's column holds no more milliseconds. */
export function toCustomerEvent(payload: unknown, at: At): CustomerEvent {
  return { ...dueTurn.parse(payload), at: Math.min(at, largestInteger) } as CustomerEvent;
}

/**
 * At every pace but `real` what a step plans is said at once: nothing is left for a
 * later step to reconsider, and nothing may be replaced.
 */
export function afterPace(state: CustomerState, pace: CustomerPace): CustomerState {
  if (pace === "real") return state;
  const departsAt = state.departsAt === null ? null : 0;
  const news = state.agenda.flatMap(({ tells, text }) => tells.map((key) => ({ key, text })));
  return { ...state, agenda: [], reads: [], departsAt, told: [...state.told, ...news] };
}

export type EffectRow = { kind: string; payload: DueAction; delayMs: number };

/**
 * The rows for a step's effects, in order. At the pace `instant` the customer neither
 * thinks nor types, though patience still takes its time; at `off` only the opening
 * is said and tools still report.
 */
export function effectRows(
  effects: CustomerEffect[],
  turn: number,
  cause: CustomerEvent["type"],
  pace: CustomerPace,
): EffectRow[] {
  return effects
    .filter((effect) => isKept(effect, cause, pace))
    .map(({ delayMs, ...effect }, n) => ({
      kind: effect.kind,
      payload:
        effect.kind === "say" ? { ...effect, key: `turn-${String(turn)}-${String(n)}` } : effect,
      delayMs: pace === "real" || effect.kind === "wake" ? delayMs : 0,
    }));
}

function isKept(effect: CustomerEffect, cause: CustomerEvent["type"], pace: CustomerPace): boolean {
  if (pace !== "off") return true;
  return effect.kind === "system" || (effect.kind === "say" && cause === "started");
}
