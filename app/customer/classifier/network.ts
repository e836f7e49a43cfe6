/**
 * One hidden layer over a message's features: a feature's row is what it adds to the hidden units,
 * an output's row how it reads them. Alike questions of all scenarios share the hidden layer.
 */
export type Network = {
  /** Names of what can be asked for, in the order of their rows. */
  outputs: string[];
  hidden: number;
  /** featureCount × hidden. */
  features: Float32Array;
  hiddenBias: Float32Array;
  /** outputs × hidden. */
  weights: Float32Array;
  bias: Float32Array;
};

/** The hidden units for the rows of a message's features. */
export function activate({ hidden, features, hiddenBias }: Network, rows: number[]): Float32Array {
  const units = new Float32Array(hidden);
  // A long message has more features, not louder ones.
  const scale = 1 / Math.sqrt(Math.max(1, rows.length));
  for (const row of rows) {
    const start = row * hidden;
    for (let unit = 0; unit < hidden; unit += 1) {
      units[unit] = at(units, unit) + at(features, start + unit) * scale;
    }
  }
  return units.map((sum, unit) => Math.max(0, sum + at(hiddenBias, unit)));
}

/** How sure it is of an output: log odds, 0 for even ones. */
export function logOdds({ hidden, weights, bias }: Network, units: Float32Array, output: number) {
  let sum = at(bias, output);
  const start = output * hidden;
  for (let unit = 0; unit < hidden; unit += 1) sum += at(weights, start + unit) * at(units, unit);
  return sum;
}

export function at(numbers: Float32Array, index: number): number {
  return numbers[index] ?? 0;
}
