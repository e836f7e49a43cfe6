import { z } from "zod";
import { categories, resolutionCodes } from "./resolution-choices";

const line = (most: number): z.ZodString =>
  z
    .string()
    .max(most, `at most ${String(most)} characters`)
    .refine(
      (text) => text.isWellFormed() && !text.includes("\0"),
      "remove the invisible characters",
    );

/** How the trainee closes the ticket; graded. */
export const resolution = z.strictObject({
  category: z.enum(categories, { error: "choose a category" }),
  rootCause: line(500).trim().min(1, "say what caused it"),
  code: z.enum(resolutionCodes, { error: "choose how it ended" }),
  notes: line(4_000).default(""),
});
export type Resolution = z.infer<typeof resolution>;
