import { activate, logOdds, type Network } from "./network";

/** Asked alike in every scenario: learned from the lines of all of them. */
const everywhere = ["staff_id", "asked_secret"];

/** The name of the output for a fact or a critical failure of a scenario. */
export function outputName(scenarioId: string, id: string): string {
  return everywhere.includes(id) ? id : `${scenarioId}/${id}`;
}

/**
 * Log odds that a message asks for a fact, or is a critical failure, by what there are outputs for.
 * A scenario that nothing was learned of has none.
 */
export function classify(
  network: Network,
  { scenarioId, ids, rows }: { scenarioId: string; ids: string[]; rows: number[] },
): Map<string, number> {
  if (!network.outputs.some((name) => name.startsWith(`${scenarioId}/`))) return new Map();
  const units = activate(network, rows);
  return new Map(
    ids.flatMap((id): [string, number][] => {
      const output = network.outputs.indexOf(outputName(scenarioId, id));
      return output < 0 ? [] : [[id, logOdds(network, units, output)]];
    }),
  );
}
