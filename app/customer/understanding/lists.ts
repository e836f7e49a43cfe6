import { readClause, type Clause } from "./clauses";

const joints = /^(and|plus)$/;

/**
 * "Your staff number and the name of the printer, please": what is asked for in a row, each
 * for itself. Cut only where both halves mean something, and not the same.
 */
export function splitList(clause: Clause, meaning: (part: Clause) => string | null): Clause[] {
  if (!isList(clause)) return [clause];
  const whole = meaning(clause);
  for (const [i, word] of clause.words.entries()) {
    if (!joints.test(word)) continue;
    if (clause.words.length - i <= 2 && i > 2) continue;
    const [left, right] = [part(clause, 0, i), part(clause, i + 1)];
    const [one, other] = [meaning(left), meaning(right)];
    if (one === null || other === null || one === other) continue;
    if (whole === null || isOpen(one) || isOpen(other)) return [left, ...splitList(right, meaning)];
  }
  return [clause];
}

/** Orders and remarks are no answers to look up. */
function isOpen(intent: string): boolean {
  return intent.startsWith("ask_");
}

function isList({ force, head, negated, words }: Clause): boolean {
  return force === "ask" && !negated && (head === null || head === "what") && words.length > 3;
}

function part({ words, marked, sentence }: Clause, from: number, to?: number): Clause {
  return { ...readClause(words.slice(from, to), marked, sentence), force: "ask" };
}
