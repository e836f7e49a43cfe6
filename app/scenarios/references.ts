import { didYouMean, type Fault, mostFaults } from "./problem";
import type { Condition } from "./reaction";
import type { Scenario } from "./schema";

/** Ids that are used but not defined or defined twice, and weights that don't make a hundred. */
export function findDangling(data: Scenario): Fault[] {
  const known = knownIds(data);
  const missing = listUses(data)
    .filter(({ kind, id }) => !known[kind].has(id))
    .slice(0, mostFaults)
    .map(({ kind, id, path, atKey = false }) => ({
      path,
      reason: sayUnknown(kind, id, known[kind]),
      atKey,
    }));
  const weights = data.rubric.reduce((sum, { weight }) => sum + weight, 0);
  return [
    ...(weights === 100
      ? []
      : [{ path: ["rubric"], reason: `the weights add up to ${weights}, not 100`, atKey: true }]),
    ...missing,
    ...Object.keys(data.world)
      .filter((key) => !Object.hasOwn(data.worldLabels, key))
      .map((key) => ({
        path: ["world", key],
        reason: "has no words for people; add them to worldLabels",
        atKey: true,
      })),
    ...findTwins(data),
  ];
}

type Kind = "fact" | "tool" | "action" | "critical" | "world";
type Use = { kind: Kind; id: string; path: PropertyKey[]; atKey?: boolean };

const names: Record<Kind, string> = {
  fact: "fact",
  tool: "tool",
  action: "action",
  critical: "critical failure",
  world: "key of the world",
};

function sayUnknown(kind: Kind, id: string, known: Set<string>): string {
  return `there is no ${names[kind]} ${id}${didYouMean(id, known)}`;
}

function knownIds(data: Scenario): Record<Kind, Set<string>> {
  const ids = (list: { id: string }[]): Set<string> => new Set(list.map(({ id }) => id));
  return {
    fact: ids(data.facts),
    tool: ids(data.tools),
    action: ids(data.actions),
    // Holds in every scenario, declared or not.
    critical: ids(data.critical).add("asked_secret"),
    world: new Set(Object.keys(data.world)),
  };
}

function listUses(data: Scenario): Use[] {
  return [
    ...worldUses(data.success, ["success"]),
    // Actions may have words there, too: criteria of order name them.
    ...worldUses(data.worldLabels, ["worldLabels"]).filter(
      ({ id }) => !data.actions.some((action) => action.id === id),
    ),
    ...data.progress.map((id, i): Use => ({ kind: "world", id, path: ["progress", i] })),
    ...data.facts.flatMap((fact, i) => [
      ...worldUses(fact.sets, ["facts", i, "sets"]),
      ...fact.askedBy.flatMap((route, j) =>
        conditionUses(route.requires, ["facts", i, "askedBy", j, "requires"]),
      ),
    ]),
    ...data.tools.flatMap((tool, i) =>
      tool.uses.flatMap((use, j): Use[] => [
        ...reactionUses(use, ["tools", i, "uses", j]),
        ...(use.critical === undefined
          ? []
          : [
              {
                kind: "critical" as const,
                id: use.critical,
                path: ["tools", i, "uses", j, "critical"],
              },
            ]),
      ]),
    ),
    ...(["actions", "checks", "answers"] as const).flatMap((list) =>
      data[list].flatMap(({ cases }, i) =>
        cases.flatMap((each, j) => reactionUses(each, [list, i, "cases", j])),
      ),
    ),
    ...data.events.flatMap((event, i) => [
      ...reactionUses(event, ["events", i]),
      ...listOf("world", event.since, ["events", i, "since"]),
    ]),
    ...data.deeds.flatMap((deed, i) => reactionUses(deed, ["deeds", i])),
    ...data.critical.flatMap(({ when, atResolve }, i) => [
      ...conditionUses(when, ["critical", i, "when"]),
      ...conditionUses(atResolve?.when, ["critical", i, "atResolve", "when"]),
    ]),
    ...data.rubric.flatMap((criterion, i) => criterionUses(criterion, ["rubric", i])),
  ];
}

function worldUses(world: Record<string, unknown>, path: PropertyKey[]): Use[] {
  return Object.keys(world).map((id) => ({ kind: "world", id, path: [...path, id], atKey: true }));
}

function listOf(kind: Kind, ids: readonly string[] | undefined, path: PropertyKey[]): Use[] {
  return (ids ?? []).map((id, i) => ({ kind, id, path: [...path, i] }));
}

function reactionUses(
  { sets, when }: { sets: Record<string, unknown>; when?: Condition | undefined },
  path: PropertyKey[],
): Use[] {
  return [...worldUses(sets, [...path, "sets"]), ...conditionUses(when, [...path, "when"])];
}

function conditionUses(condition: Condition | undefined, path: PropertyKey[]): Use[] {
  if (condition === undefined) return [];
  const { world = {}, facts, notFacts, tools, notTools, any = [], not } = condition;
  return [
    ...worldUses(world, [...path, "world"]),
    ...listOf("fact", facts, [...path, "facts"]),
    ...listOf("fact", notFacts, [...path, "notFacts"]),
    ...listOf("tool", tools, [...path, "tools"]),
    ...listOf("tool", notTools, [...path, "notTools"]),
    ...any.flatMap((each, i) => conditionUses(each, [...path, "any", i])),
    ...conditionUses(not, [...path, "not"]),
  ];
}

function criterionUses(criterion: Scenario["rubric"][number], path: PropertyKey[]): Use[] {
  switch (criterion.kind) {
    case "facts":
      return listOf("fact", criterion.facts, [...path, "facts"]);
    case "world":
      return worldUses(criterion.world, [...path, "world"]);
    case "order":
      return criterion.steps.map((step, i) => {
        const [kind = "", id = ""] = step.split(":");
        return { kind: kind as "tool" | "fact" | "action", id, path: [...path, "steps", i] };
      });
    case "avoid":
      return [
        ...listOf("tool", criterion.tools, [...path, "tools"]),
        ...conditionUses(criterion.unless, [...path, "unless"]),
      ];
    default:
      return [];
  }
}

const namedLists = [
  "facts",
  "tools",
  "actions",
  "checks",
  "answers",
  "events",
  "critical",
  "rubric",
] as const;

function findTwins(data: Scenario): Fault[] {
  return namedLists.flatMap((list) => {
    const seen = new Set<string>();
    return data[list].flatMap(({ id }, i) => {
      if (seen.has(id))
        return [{ path: [list, i, "id"], reason: `there is another ${id} in this list` }];
      seen.add(id);
      return [];
    });
  });
}
