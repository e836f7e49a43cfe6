import { createRng, type Rng } from "~/lib/rng";
import { featureCount } from "./features";
import { activate, at, logOdds, type Network } from "./network";

/** A labelled message: its features' rows, and of each output that its label says something of, what. */
export type Lesson = { rows: number[]; wanted: { output: number; asked: boolean }[] };

export type Training = { hidden: number; rounds: number; rate: number; dropped: number };
export const usualTraining: Training = { hidden: 32, rounds: 20, rate: 0.05, dropped: 0.5 };

/** Numbers to be learned, with the sum of their squared slopes: AdaGrad. */
type Learned = { values: Float32Array; squares: Float32Array };

/** Logistic loss, one lesson at a time, in an order that the seed decides. Some forty seconds for 17,000. */
export function train(
  lessons: readonly Lesson[],
  outputs: string[],
  { hidden, rounds, rate, dropped }: Training = usualTraining,
): Network {
  const rng = createRng(1, 0);
  const features = createLearned(featureCount * hidden, () => rng.between(-0.1, 0.1));
  const weights = createLearned(outputs.length * hidden, () => rng.between(-0.2, 0.2));
  const hiddenBias = createLearned(hidden, () => 0);
  const bias = createLearned(outputs.length, () => -2);
  const network: Network = {
    ...{ outputs, hidden, features: features.values, hiddenBias: hiddenBias.values },
    ...{ weights: weights.values, bias: bias.values },
  };
  const slopes = new Float32Array(hidden);

  function learn({ rows, wanted }: Lesson): void {
    const units = activate(network, rows);
    slopes.fill(0);
    for (const { output, asked } of wanted) {
      const wrong = 1 / (1 + Math.exp(-logOdds(network, units, output))) - (asked ? 1 : 0);
      move(bias, output, wrong, rate);
      for (let unit = 0; unit < hidden; unit += 1) {
        const place = output * hidden + unit;
        slopes[unit] = at(slopes, unit) + wrong * at(weights.values, place);
        move(weights, place, wrong * at(units, unit), rate);
      }
    }
    const scale = 1 / Math.sqrt(Math.max(1, rows.length));
    for (let unit = 0; unit < hidden; unit += 1) {
      if (at(units, unit) === 0) continue;
      const slope = at(slopes, unit);
      move(hiddenBias, unit, slope, rate);
      for (const row of rows) move(features, row * hidden + unit, slope * scale, rate);
    }
  }

  for (let round = 0; round < rounds; round += 1) {
    for (const lesson of shuffle(lessons, rng)) {
      // It must not lean on a single word: each time it sees another half of the features.
      learn({ ...lesson, rows: lesson.rows.filter(() => rng.next() >= dropped) });
    }
  }
  return network;
}

function createLearned(length: number, start: () => number): Learned {
  return {
    values: new Float32Array(length).map(start),
    squares: new Float32Array(length).fill(1e-4),
  };
}

function move({ values, squares }: Learned, index: number, slope: number, rate: number): void {
  if (slope === 0) return;
  const square = at(squares, index) + slope * slope;
  squares[index] = square;
  values[index] = at(values, index) - (rate * slope) / Math.sqrt(square);
}

function shuffle<T>(list: readonly T[], rng: Rng): T[] {
  return list
    .map((item) => ({ item, order: rng.next() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}
