import { z } from "zod";
import type { SessionQuery } from "./list-sessions.server";
import type { SessionFilterValues } from "./views/session-filters";

const empty = z.literal("").transform(() => undefined);
const orEmpty = <T extends z.ZodType>(schema: T) => z.union([empty, schema]);
const day = z.iso.date().transform((text) => new Date(`${text}T00:00:00Z`));
const dayMs = 24 * 60 * 60 * 1_000;

const schema = z.object({
  q: orEmpty(z.string().trim().max(200)),
  status: orEmpty(z.enum(["active", "ended"])),
  scenario: orEmpty(z.string().max(100)),
  from: orEmpty(day),
  to: orEmpty(day),
  score: orEmpty(z.coerce.number().int().min(0).max(100)),
});

export function toFilterValues(params: URLSearchParams): SessionFilterValues {
  const value = (name: string): string => params.get(name) ?? "";
  return {
    q: value("q"),
    status: value("status"),
    scenario: value("scenario"),
    from: value("from"),
    to: value("to"),
    score: value("score"),
  };
}

/** The query for the filters of an address; what isn't understood is left out and said. */
export function requireSessionFilters(values: SessionFilterValues): {
  query: Omit<SessionQuery, "limit">;
  error: string | null;
} {
  const parsed = schema.safeParse(values);
  if (!parsed.success) {
    const fields = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))];
    return { query: {}, error: `This filter wasn't understood: ${fields.join(", ")}.` };
  }
  const { q, status, scenario, from, to, score } = parsed.data;
  return {
    query: {
      q,
      status,
      scenarioId: scenario,
      from,
      // The last day counts too.
      to: to && new Date(to.getTime() + dayMs),
      minScore: score,
    },
    error: null,
  };
}
