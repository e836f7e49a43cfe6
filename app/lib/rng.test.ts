import { describe, expect, it } from "vitest";
import { createRng } from "./rng";

const take = (seed: number, turn: number): number[] => {
  const rng = createRng(seed, turn);
  return Array.from({ length: 5 }, () => rng.next());
};

describe("repeatable randomness", () => {
  it("is the same for the same seed and turn", () => {
    expect(take(7, 3)).toEqual(take(7, 3));
  });

  it("differs between turns and between seeds", () => {
    expect(take(7, 3)).not.toEqual(take(7, 4));
    expect(take(7, 3)).not.toEqual(take(8, 3));
  });

  it("stays within its bounds and reaches both halves", () => {
    const rng = createRng(1, 1);
    const numbers = Array.from({ length: 500 }, () => rng.between(2, 4));
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...numbers)).toBeLessThan(4);
    expect(numbers.filter((number) => number < 3).length).toBeGreaterThan(200);
  });

  it("refuses to pick from nothing", () => {
    expect(() => createRng(1, 1).pick([])).toThrow(RangeError);
  });
});
