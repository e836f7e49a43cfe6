import { askRules } from "~/customer/understanding/ask-rules";
import { sharedConcepts } from "~/customer/understanding/concepts";
import { keepRules } from "~/customer/understanding/keep-rules";
import type { IntentRule } from "~/customer/understanding/rules";
import { tellRules } from "~/customer/understanding/tell-rules";

/** Enough of a concept's phrases to tell what it is. */
const shownPhrases = 8;

const head = `# What all customers understand

Made by \`npm run scenario:schema\`; for authors, beside [scenarios.md](scenarios.md). A scenario's \`lexicon\` may give a shared concept more phrases, its \`intents\` may build on shared concepts, and its facts, actions and checks name intents.`;

/** docs/lexicon.md as it must be. */
export function lexiconText(): string {
  return `${[head, "## Intents", intentsIntro, intentList(), "## Concepts", conceptsIntro, conceptList()].join("\n\n")}\n`;
}

const intentsIntro =
  "Each with the rules that lead to it, in the order in which they are tried: the concepts that must be named (`a|b` is either, `~a` in a subordinate part), and in brackets the kind of clause and the question word, where not every question will do.";

function intentList(): string {
  const rules = [...askRules, ...keepRules, ...tellRules];
  const names = [...new Set(rules.map(({ intent }) => intent))].sort();
  return names
    .map((name) => {
      const own = rules.filter(({ intent }) => intent === name).map(describeRule);
      return `- \`${name}\`: ${[...new Set(own)].join("; ")}`;
    })
    .join("\n");
}

function describeRule({ needs, heads, forces, negated }: IntentRule): string {
  const named = needs.map((need) => `\`${need}\``).join(" + ");
  const concepts = needs.length === 0 ? "anything" : named;
  const kinds = [
    ...(negated ? ["forbidden"] : forces.join() === "ask" ? [] : [forces.join(" or ")]),
    ...(heads === null ? [] : [heads.join(", ")]),
  ];
  return kinds.length === 0 ? concepts : `${concepts} (${kinds.join("; ")})`;
}

const conceptsIntro = `The first ${String(shownPhrases)} phrases of each; singular, plural and endings don't matter.`;

function conceptList(): string {
  return Object.entries(sharedConcepts)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([concept, phrases]) => {
      const more = phrases.length > shownPhrases ? ", …" : "";
      return `- \`${concept}\`: ${phrases.slice(0, shownPhrases).join(", ")}${more}`;
    })
    .join("\n");
}
