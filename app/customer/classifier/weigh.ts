import type { Fact, Scenario } from "~/scenarios/schema";
import { askRules } from "../understanding/ask-rules";
import type { Understanding } from "../understanding/understand";
import { classify } from "./classifier";
import { readFeatures } from "./features";
import type { Network } from "./network";
import { type PackedNetwork, unpack } from "./packed";
import packed from "./weights.json";

/**
 * Log odds between which the rules are believed; beyond them, the classifier. Where the rules heard
 * something else as well it takes more. Accusing somebody wrongly is worse than missing it.
 */
export const believed = {
  fact: { least: 0.5, most: 1.5 },
  besides: { least: -0.5, most: 2.5 },
  critical: { least: -0.5, most: 3.5 },
};

let known: Network | undefined;
function network(): Network {
  known ??= unpack(packed satisfies PackedNetwork);
  return known;
}

export type Weighed = {
  heard: Understanding;
  /** What the classifier is sure of, by the id of a critical failure; what it isn't stands to the rules. */
  criticals: Map<string, boolean>;
};

/**
 * The rules know what a question says; the classifier has learned from many people what it is
 * after. Where it is sure it overrules them: a question that only has a fact's words asks for
 * something else, one that no rule knows asks for a fact. What an author has taught stands.
 */
export function weigh(heard: Understanding, text: string, scenario: Scenario): Weighed {
  const ids = [...scenario.facts, ...scenario.critical].map(({ id }) => id);
  const odds = classify(network(), {
    ...{ scenarioId: scenario.id, ids: [...ids, "asked_secret"] },
    rows: readFeatures(text, heard, scenario.id),
  });
  if (odds.size === 0) return { heard, criticals: new Map() };
  const { least } = heard.content.length > 1 ? believed.besides : believed.fact;
  const doubted = heard.content.filter((intent) =>
    isDoubted(intent, { heard, scenario, odds, least }),
  );
  const left = heard.content.filter((intent) => !doubted.includes(intent));
  const { most } = left.length > 0 ? believed.besides : believed.fact;
  const unheard = scenario.facts
    .filter((fact) => isAbove(odds.get(fact.id), most) && !asks(left, fact))
    .map((fact) => findRoute(fact, heard.concepts));
  const content = [...left, ...unheard];
  const criticals = new Map(
    [...odds].flatMap(([id, value]): [string, boolean][] => {
      const { least, most } = believed.critical;
      return value > most ? [[id, true]] : value < least ? [[id, false]] : [];
    }),
  );
  return {
    heard: {
      ...heard,
      content:
        content.length === 0 && doubted.length > 0 && text.includes("?") ? ["off_topic"] : content,
      unclear: new Set([...heard.unclear, ...(heard.jargon.length > 0 ? unheard : [])]),
      asksSecret: criticals.get("asked_secret") ?? heard.asksSecret,
      otherOrder: heard.otherOrder && unheard.length === 0,
      matched: heard.matched || content.length > 0,
    },
    criticals,
  };
}

type Doubt = {
  heard: Understanding;
  scenario: Scenario;
  odds: Map<string, number>;
  least: number;
};

/** Every fact that the intent asks for is one that the message doesn't ask for; of what is new it knows nothing. */
function isDoubted(intent: string, { heard, scenario, odds, least }: Doubt): boolean {
  if (!intent.startsWith("ask_") || heard.concepts.has(`heard_${intent}`)) return false;
  const facts = scenario.facts.filter((fact) => asks([intent], fact));
  return facts.length > 0 && facts.every(({ id }) => isBelow(odds.get(id), least));
}

function isBelow(value: number | undefined, limit: number): boolean {
  return value !== undefined && value < limit;
}

function isAbove(value: number | undefined, limit: number): boolean {
  return value !== undefined && value > limit;
}

function asks(intents: string[], { askedBy }: Fact): boolean {
  return askedBy.some((route) => route.intents.some((intent) => intents.includes(intent)));
}

/** The most precise way to ask for it that the words allow; where that is open, the most general. */
function findRoute({ askedBy }: Fact, concepts: Set<string>): string {
  const intents = askedBy.flatMap((route) => route.intents);
  const named = intents.find((intent) => topics(intent).some((topic) => concepts.has(topic)));
  const gated = askedBy.some(({ denials, requires }) => denials > 0 || requires !== undefined);
  return named ?? (gated ? intents.at(-1) : intents[0]) ?? "";
}

function topics(intent: string): string[] {
  return askRules
    .filter((rule) => rule.intent === intent)
    .flatMap(({ needs }) => needs.flatMap((entry) => entry.replaceAll("~", "").split("|")));
}
