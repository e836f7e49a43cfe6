import { ownThing } from "./force";
import type { Read } from "./read-clause";
import { isQuestion, wishesWell } from "./questions";
import type { IntentRule } from "./rules";

export function findIntent(read: Read, rules: IntentRule[]): string | null {
  if (read.clause.main.length === 0 || wishesWell(read.clause)) return null;
  return rules.find((rule) => fits(rule, read))?.intent ?? null;
}

/**
 * "There is a little fan. How much of it is filled?", "click the cloud and pause
 * it": "it" is what the clause before has named, if that asked for nothing itself.
 */
export function findAnaphoric(
  read: Read,
  before: Read | undefined,
  rules: IntentRule[],
): string | null {
  if (before === undefined || before.clause.negated || !isQuestion(read)) return null;
  if (ownThing.test(before.clause.main.join(" "))) return null;
  const text = read.clause.main.join(" ");
  const named = before.clause.fragment && before.clause.sentence === read.clause.sentence;
  const ofPhone = before.main.has("phone") && (onIt.test(text) || named);
  if (!pronoun.test(text) || (findIntent(before, rules) !== null && !ofPhone)) return null;
  const found = findIntent({ ...read, main: new Set([...before.main, ...read.main]) }, rules);
  if (found === "ask_identity") return null;
  const isOrder = found?.startsWith("tell_") ?? false;
  return isOrder === (read.clause.force === "tell") ? found : null;
}

/** "Is your phone there? Does anything pop up on it?" */
const onIt = /\b(on|in|from) (it|there)\b|\bthere$/;
const pronoun = /\b(it|them|that|those|these|there)\b/;

function fits(rule: IntentRule, { clause, main, side }: Read): boolean {
  if (rule.negated !== clause.negated || !rule.forces.includes(clause.force)) return false;
  if (rule.heads !== null && !rule.heads.includes(clause.head ?? "none")) return false;
  if (clause.main.length > rule.longest) return false;
  if (rule.none.some((concept) => main.has(concept))) return false;
  return rule.needs.every((entry) =>
    entry
      .split("|")
      .some(
        (concept) => main.has(concept) || (concept.startsWith("~") && side.has(concept.slice(1))),
      ),
  );
}
