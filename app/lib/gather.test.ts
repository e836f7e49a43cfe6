import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { gather } from "./gather";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Runs that end when the test says so. */
function byHand(options: { most?: number; patienceMs?: number } = {}) {
  const runs: { items: string[]; end: (results?: string[]) => void; fail: () => void }[] = [];
  const ask = gather<string, string>(
    (items) =>
      new Promise((resolve, reject) => {
        runs.push({
          items,
          end: (results = items.map((item) => item.toUpperCase())) => {
            resolve(results);
          },
          fail: () => {
            reject(new Error("no"));
          },
        });
      }),
    { most: 10, patienceMs: 1_000, ...options },
  );
  return { ask, runs, items: () => runs.map((one) => one.items) };
}
const turn = () => vi.advanceTimersByTimeAsync(0);

test("who comes alone doesn't wait; who comes meanwhile goes together", async () => {
  const { ask, runs, items } = byHand();
  const answers = Promise.all([ask("a"), ask("b"), ask("c")]);
  expect(items()).toEqual([["a"]]);
  runs[0]?.end();
  await turn();
  expect(items()).toEqual([["a"], ["b", "c"]]);
  runs[1]?.end();
  expect(await answers).toEqual(["A", "B", "C"]);
});

test("a run takes only so many, the rest go next", async () => {
  const { ask, runs, items } = byHand({ most: 2 });
  const answers = Promise.all(["a", "b", "c", "d"].map(ask));
  for (const n of [0, 1, 2]) {
    runs[n]?.end();
    await turn();
  }
  expect(items()).toEqual([["a"], ["b", "c"], ["d"]]);
  expect(await answers).toEqual(["A", "B", "C", "D"]);
});

test("a run that hangs holds the others up for a moment only, and its own calls for as long as it hangs", async () => {
  const { ask, runs, items } = byHand({ patienceMs: 500 });
  const hung = ask("a");
  const other = ask("b");
  await vi.advanceTimersByTimeAsync(499);
  expect(items()).toEqual([["a"]]);
  await vi.advanceTimersByTimeAsync(1);
  expect(items()).toEqual([["a"], ["b"]]);
  runs[1]?.end();
  expect(await other).toBe("B");
  runs[0]?.end();
  expect(await hung).toBe("A");
  void ask("c");
  expect(items()).toEqual([["a"], ["b"], ["c"]]);
});

test("a run that fails fails its calls, not the next ones", async () => {
  const { ask, runs } = byHand();
  const first = ask("a");
  const second = ask("b");
  runs[0]?.fail();
  await expect(first).rejects.toThrow("no");
  runs[1]?.end();
  expect(await second).toBe("B");
});

test("a run that forgets one of its calls fails them all", async () => {
  const { ask, runs } = byHand();
  const first = ask("a");
  runs[0]?.end([]);
  await expect(first).rejects.toThrow("not all");
});
