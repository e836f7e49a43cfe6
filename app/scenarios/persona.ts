import { z } from "zod";

const knob = z.int().min(0).max(3);

/** Persona knobs, 0 (least) to 3 (most). Difficulty is these and nothing else. */
export const knobs = z.strictObject({
  literacy: knob,
  verbosity: knob,
  disclosure: knob,
  patience: knob,
  recall: knob,
  politeness: knob,
});
export type Knobs = z.infer<typeof knobs>;

/** What a level changes of the knobs; empty for the level they were written for. */
export const levelKnobs = knobs.partial();

/** The knobs of a persona at one level, 1–3. */
export function knobsAt(
  customer: { knobs: Knobs; levels: Record<1 | 2 | 3, z.infer<typeof levelKnobs>> },
  level: number,
): Knobs {
  const changes = customer.levels[level === 1 ? 1 : level === 3 ? 3 : 2];
  return knobs.parse({ ...customer.knobs, ...changes });
}
