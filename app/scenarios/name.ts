import { z } from "zod";

/**
 * Names index plain objects in stored sessions, where `constructor` stands for something
 * from the start; the other names of that kind aren't lower_snake_case.
 */
export const id = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, "must be lower_snake_case")
  .regex(
    /^(?!constructor$)/,
    "must be another word than constructor, which programs keep for themselves",
  );

/** A scenario's own name, which is in addresses. */
export const slug = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, "must be lower-case words with hyphens")
  .regex(
    /^(?!constructor$)/,
    "must be another word than constructor, which programs keep for themselves",
  );
