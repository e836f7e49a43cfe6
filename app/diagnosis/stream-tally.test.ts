import { expect, test } from "vitest";
import { createTally } from "./stream-tally";

test("a stream's times are those of its first and last tick", () => {
  const tally = createTally();
  tally.heard("hello", { ticks: 7 }, 30);
  tally.heard("tick", { n: 1, sentMs: 0 }, 31);
  tally.heard("tick", { n: 2, sentMs: 500 }, 540);
  expect(tally.measure("cut")).toMatchObject({
    ...{ helloMs: 30, nextMs: 31, received: 2, sentSpreadMs: 500, spreadMs: 509, ended: "cut" },
  });
});

test("what isn't ours counts for nothing", () => {
  const tally = createTally();
  tally.heard("tick", "<html>", 12);
  tally.heard("message", { sentMs: 1 }, 13);
  expect(tally.measure("silent")).toMatchObject({ helloMs: null, nextMs: null, received: 0 });
});
