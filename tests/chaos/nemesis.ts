import { setTimeout as pause } from "node:timers/promises";
import { createRng, type Rng } from "~/lib/rng";
import { type Battlefield, type FaultKind, faultKinds, type Part } from "./faults";
import type { Journal } from "./journal";

export type Nemesis = {
  seed: number;
  /** Between one fault and the next, on average. */
  everyMs: number;
  stop: AbortSignal;
  /** Only faults of these parts. */
  only?: readonly Part[] | undefined;
  journal: Journal;
};

/** Does these faults, one after the other, whatever time they take. */
export async function runPlan(
  field: Battlefield,
  names: readonly string[],
  { seed, everyMs, journal }: Pick<Nemesis, "seed" | "everyMs" | "journal">,
): Promise<void> {
  const rng = createRng(seed, 0);
  for (const name of names) {
    const kind = faultKinds.find((one) => one.name === name);
    if (!kind) throw new Error(`there is no fault "${name}"`);
    await strike(field, kind, rng, journal);
    await pause(rng.between(0.5 * everyMs, 1.5 * everyMs));
  }
}

async function strike(
  field: Battlefield,
  kind: FaultKind,
  rng: Rng,
  journal: Journal,
): Promise<void> {
  const from = Date.now();
  const isRedisDown = kind.name.startsWith("redis kill");
  if (isRedisDown) journal.ways.watch();
  const target = await kind.strike(field, rng).catch((error: unknown) => {
    journal.noteWrong(`the fault "${kind.name}" failed: ${String(error)}`);
    return null;
  });
  if (isRedisDown) journal.ways.unwatch();
  if (target !== null) journal.faults.push({ kind: kind.name, target, from, to: Date.now() });
}

/** One in four comes together with another, of another part. */
const together = 0.25;

/**
 * Breaks things until it is stopped; then everything it broke has been mended. The seed
 * decides which faults come, in which order and for how long; every kind comes once
 * before any comes again.
 */
export async function runNemesis(field: Battlefield, nemesis: Nemesis): Promise<void> {
  const { seed, everyMs, stop, only, journal } = nemesis;
  const kinds = faultKinds.filter(({ part }) => only?.includes(part) ?? true);
  const order = createRng(seed, 0);
  let bag: FaultKind[] = [];
  let count = 0;
  /** Undefined where all that may fail is one part: two faults of it would be in each other's way. */
  const draw = (not?: Part): FaultKind | undefined => {
    if (bag.length === 0) bag = [...kinds];
    const apart = (some: readonly FaultKind[]): FaultKind[] =>
      some.filter(({ part }) => part !== not);
    const fitting = apart(bag).length > 0 ? apart(bag) : apart(kinds);
    if (fitting.length === 0) return undefined;
    const kind = order.pick(fitting);
    bag = bag.filter((one) => one !== kind);
    return kind;
  };
  const next = (kind: FaultKind): Promise<void> => {
    count += 1;
    return strike(field, kind, createRng(seed, count), journal);
  };
  while (!stop.aborted) {
    const first = draw();
    const second = order.next() < together ? draw(first?.part) : undefined;
    await Promise.all([first, second].flatMap((kind) => (kind ? [next(kind)] : [])));
    const gap = order.between(0.5 * everyMs, 1.5 * everyMs);
    await pause(gap, undefined, { signal: stop }).catch(() => undefined);
  }
}
