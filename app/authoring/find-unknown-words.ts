import { knownWords } from "~/customer/understanding/vocabulary";
import { didYouMean, type Fault, mostFaults } from "~/scenarios/problem";
import type { Condition } from "~/scenarios/reaction";
import type { Scenario } from "~/scenarios/schema";

const heads = "none what when where who which why how howlong howmany howoften yesno".split(" ");
const forces = ["ask", "tell", "state"];

type Use = { name: string; path: PropertyKey[]; of: "intent" | "either" | "signal" | "concept" };

/** Intents, signals and concepts that nothing a trainee says can ever be. */
export function findUnknownWords(scenario: Scenario): Fault[] {
  const words = knownWords(scenario);
  const known = {
    intent: words.intents,
    signal: words.signals,
    either: new Set([...words.intents, ...words.signals]),
    concept: words.concepts,
  };
  return [
    ...listUses(scenario)
      .filter(({ name, of }) => !known[of].has(name))
      .slice(0, mostFaults)
      .map(({ name, path, of }) => ({ path, reason: sayUnknown(name, of, known[of]) })),
    ...scenario.intents.flatMap(({ head, force }, i) => [
      ...chosenOf(head, heads, ["intents", i, "head"]),
      ...chosenOf(force, forces, ["intents", i, "force"]),
    ]),
  ];
}

function sayUnknown(name: string, of: Use["of"], known: ReadonlySet<string>): string {
  const what = of === "either" ? "intent or signal" : of;
  return `there is no ${what} ${name}${didYouMean(name, known)}`;
}

function listUses(scenario: Scenario): Use[] {
  const { facts, critical, deeds, rubric, events, tools, intents } = scenario;
  const responders = (["actions", "checks", "answers"] as const).flatMap((list) =>
    scenario[list].flatMap(({ on, cases }, i) => [
      ...named("either", on, [list, i, "on"]),
      ...cases.flatMap((each, j) => reactionUses(each, [list, i, "cases", j])),
    ]),
  );
  return [
    ...facts.flatMap(({ askedBy }, i) =>
      askedBy.flatMap((route, j) => [
        ...named("intent", route.intents, ["facts", i, "askedBy", j, "intents"]),
        ...signalUses(route.requires, ["facts", i, "askedBy", j, "requires"]),
      ]),
    ),
    ...responders,
    ...tools.flatMap(({ uses }, i) =>
      uses.flatMap((use, j) => reactionUses(use, ["tools", i, "uses", j])),
    ),
    ...events.flatMap((event, i) => reactionUses(event, ["events", i])),
    ...deeds.flatMap(({ on, unless, when }, i) => [
      ...named("either", on, ["deeds", i, "on"]),
      ...named("either", unless, ["deeds", i, "unless"]),
      ...signalUses(when, ["deeds", i, "when"]),
    ]),
    ...critical.flatMap(({ on, unless, when }, i) => [
      ...named("either", on, ["critical", i, "on"]),
      ...named("either", unless, ["critical", i, "unless"]),
      ...signalUses(when, ["critical", i, "when"]),
    ]),
    ...rubric.flatMap((each, i) => [
      ...("signals" in each ? named("signal", each.signals, ["rubric", i, "signals"]) : []),
      ...("unless" in each ? signalUses(each.unless, ["rubric", i, "unless"]) : []),
    ]),
    ...intents.flatMap(({ needs, none }, i) => [
      ...needs.flatMap((entry, j) => conceptUses(entry, ["intents", i, "needs", j])),
      ...(none === undefined ? [] : conceptUses(none, ["intents", i, "none"])),
    ]),
  ];
}

function named(of: Use["of"], names: string[], path: PropertyKey[]): Use[] {
  return names.map((name, i) => ({ name, of, path: [...path, i] }));
}

function conceptUses(entry: string, path: PropertyKey[]): Use[] {
  return entry.split("|").map((name) => ({ name: name.replace(/^~/, ""), of: "concept", path }));
}

function reactionUses(
  reaction: Pick<Scenario["events"][number], "when" | "expects">,
  path: PropertyKey[],
): Use[] {
  const { yes, no } = reaction.expects ?? {};
  return [
    ...signalUses(reaction.when, [...path, "when"]),
    ...(yes === undefined ? [] : [intentUse(yes, [...path, "expects", "yes"])]),
    ...(no === undefined ? [] : [intentUse(no, [...path, "expects", "no"])]),
  ];
}

function intentUse(name: string, path: PropertyKey[]): Use {
  return { name, of: "intent", path };
}

function signalUses(condition: Condition | undefined, path: PropertyKey[]): Use[] {
  if (condition === undefined) return [];
  return [
    ...Object.keys(condition.signals ?? {}).map((name): Use => ({
      name,
      of: "either",
      path: [...path, "signals", name],
    })),
    ...(condition.any ?? []).flatMap((each, i) => signalUses(each, [...path, "any", i])),
    ...signalUses(condition.not, [...path, "not"]),
  ];
}

function chosenOf(value: string | undefined, known: string[], path: PropertyKey[]): Fault[] {
  return (value?.split("|") ?? [])
    .filter((each) => !known.includes(each))
    .map((each) => ({ path, reason: `must be of ${known.join(", ")}, joined by |, not ${each}` }));
}
