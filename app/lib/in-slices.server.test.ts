import { expect, test } from "vitest";
import { inSlices } from "./in-slices.server";

function* longWork(): Generator<void, string> {
  for (let step = 0; step < 3; step += 1) {
    const until = performance.now() + 12;
    while (performance.now() < until);
    yield;
  }
  return "done";
}

test("others have their turn while something long is done", async () => {
  let turns = 0;
  const waiting = setImmediate(() => (turns += 1));
  expect(await inSlices(longWork())).toBe("done");
  clearImmediate(waiting);
  expect(turns).toBe(1);
});

test("what fails in the middle fails", async () => {
  function* failing(): Generator<void, never> {
    yield;
    throw new RangeError("no more");
  }
  await expect(inSlices(failing())).rejects.toThrow("no more");
});
