import type { Force, Head } from "./clauses";

/**
 * An intent rule: tried in order, the first that fits a clause names its intent.
 * `needs`: every entry must be met by one of its concepts (joined by `|`).
 * Concepts are looked for in the main part of the clause; `~concept` in its
 * side part. `none`: concepts that rule it out.
 */
export type IntentRule = {
  intent: string;
  needs: string[];
  none: string[];
  heads: Head[] | null;
  forces: Force[];
  /** For clauses that forbid; no other rule sees these. */
  negated: boolean;
  /** The main part has no more words than this. */
  longest: number;
};

type Options = {
  head?: string;
  none?: string;
  force?: string;
  longest?: number;
  negated?: boolean;
};

export function createRule(intent: string, needs: string[], options: Options = {}): IntentRule {
  return {
    intent,
    needs,
    none: options.none === undefined ? [] : options.none.split("|"),
    heads: options.head === undefined ? null : (options.head.split("|") as Head[]),
    forces: (options.force ?? "ask").split("|") as Force[],
    negated: options.negated ?? false,
    longest: options.longest ?? Number.POSITIVE_INFINITY,
  };
}
