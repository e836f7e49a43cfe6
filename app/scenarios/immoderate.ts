import type { Fault } from "./problem";
import type { Scenario } from "./schema";

/** Longer names fit into no index of the database. */
const longestId = 60;
const week = 7 * 86_400;

/**
 * What the schema lets pass and nothing here could bear: names without end, and times at which
 * dates and timers overflow. Not part of the schema, which also reads what was published before.
 */
export function findImmoderate({ id, ticket, events, rubric }: Scenario): Fault[] {
  const { firstResponseSeconds, resolutionSeconds } = ticket.sla;
  return [
    ...(id.length > longestId
      ? [{ path: ["id"], reason: `must have at most ${longestId} characters` }]
      : []),
    ...tooLong(firstResponseSeconds, ["ticket", "sla", "firstResponseSeconds"]),
    ...tooLong(resolutionSeconds, ["ticket", "sla", "resolutionSeconds"]),
    ...events.flatMap(({ at }, i) => tooLong(at, ["events", i, "at"])),
    ...rubric.flatMap((each, i) =>
      each.kind === "times"
        ? tooLong(each.longestWaitSeconds, ["rubric", i, "longestWaitSeconds"])
        : [],
    ),
  ];
}

function tooLong(seconds: number, path: PropertyKey[]): Fault[] {
  return seconds > week ? [{ path, reason: `must be at most ${week}, a week` }] : [];
}
