import { setImmediate } from "node:timers/promises";

const longestSliceMs = 10;

/** Takes steps to their end; every few milliseconds whatever else waits has its turn. */
export async function inSlices<T>(steps: Generator<void, T>): Promise<T> {
  for (let began = performance.now(); ;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() - began < longestSliceMs) continue;
    await setImmediate();
    began = performance.now();
  }
}
