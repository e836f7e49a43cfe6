import { z } from "zod";
import { scenario, type Scenario } from "./schema";

/** What an editor says about each key of the file. */
const descriptions: Record<keyof Scenario, string> = {
  id: "The file's name without .yaml: lower-case words with hyphens. Never changes.",
  version: "1 for a new scenario; raise it with every change of a scenario that has been played.",
  title: "What the library calls it.",
  summary: "One or two sentences for the card in the library. Nothing hidden.",
  difficulty: "1 easy, 2 usual, 3 hard: the level at which sessions start.",
  skills: "What one practises here, in a word or two each.",
  ticket: "What the ticket says before anything happens.",
  brief: "What the trainee knows before the customer writes. Blank lines part paragraphs.",
  customer: "Who writes, how, and with how much patience.",
  world: "The hidden state of things: every key with its first value.",
  worldLabels: "For each key of the world: what the debrief says once it has become true.",
  progress: "Keys of the world whose becoming true the customer sees, and likes.",
  opening: "The customer's first messages, one entry each, with variants.",
  lexicon: "Words of this scenario: a concept, and phrases that mean it.",
  intents:
    "Rules of this scenario: which concepts make which intent. Tried before the shared ones.",
  facts: "What the right question reveals.",
  tools: "What the trainee can press, decoys included.",
  actions: "What the customer does when told to.",
  checks: "What the customer looks at when asked to.",
  answers: "What the customer says to questions that no fact depends on.",
  events: "What happens at a time, whatever the trainee does.",
  deeds: "What the trainee's words bring about by themselves, whatever the customer answers.",
  critical: "What must not happen: it caps the total.",
  success: "How the world must be at the end.",
  rubric: "What earns points; the weights add up to 100.",
  debrief: "What the trainee reads afterwards.",
  lines: "The customer's own words for what every customer has words for.",
  tests: "An oracle that must succeed with 90 points and a shortcut that must not succeed.",
};

/** For editors, made from the schema that reads the files; `npm run scenario:schema` writes it. */
export function scenarioJsonSchema(): Record<string, unknown> {
  const made = z.toJSONSchema(scenario, { io: "input", target: "draft-7" }) as {
    properties: Record<string, object>;
  };
  const properties = Object.fromEntries(
    Object.entries(made.properties).map(([key, value]) => [
      key,
      { description: descriptions[key as keyof Scenario], ...value },
    ]),
  );
  return { ...made, title: "A Deskside scenario", properties };
}
