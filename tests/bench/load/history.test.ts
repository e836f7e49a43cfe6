import { expect, test } from "vitest";
import { createHistory } from "./history";

const clean = { lost: 0, doubled: 0, inversions: 0, resets: 0 };

/** Two messages are acknowledged; the reader sees what is given, as [seq, number]. */
function faultsAfter(seen: readonly [number, number][]) {
  const history = createHistory();
  const reader = history.reader("s");
  history.acknowledge(0, "s");
  history.acknowledge(1, "s");
  for (const [seq, number] of seen) reader.see(seq, number);
  return history.faults();
}

test("every message once and in order is no fault", () => {
  expect(
    faultsAfter([
      [4, 0],
      [5, 1],
    ]),
  ).toEqual(clean);
});

test("an acknowledged message that a reader didn't see is lost", () => {
  expect(faultsAfter([[4, 0]])).toEqual({ ...clean, lost: 1 });
});

test("a message that a reader saw twice is doubled", () => {
  expect(
    faultsAfter([
      [4, 0],
      [5, 1],
      [5, 1],
    ]),
  ).toEqual({ ...clean, doubled: 1 });
});

test("a message that came after a later one is out of order", () => {
  expect(
    faultsAfter([
      [5, 1],
      [4, 0],
    ]),
  ).toEqual({ ...clean, inversions: 1 });
});

test("a reader is owed nothing from before it came, nor after it left", () => {
  const history = createHistory();
  history.acknowledge(0, "s");
  const reader = history.reader("s");
  expect(history.missing()).toBe(0);
  history.acknowledge(1, "s");
  history.acknowledge(2, "another");
  expect(history.missing()).toBe(1);
  reader.leave();
  expect(history.missing()).toBe(0);
});
