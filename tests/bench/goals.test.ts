import { expect, test } from "vitest";
import { judge } from "./goals";

const metBy = (ours: number, theirs: number | undefined, measure: string, figure: string) =>
  judge({
    [measure]: {
      "deskside-api": { [figure]: ours },
      ...(theirs === undefined ? {} : { socketio: { [figure]: theirs } }),
    },
  }).map(({ met }) => met);

test("a figure is held against the peer's of the same run", () => {
  expect(metBy(5, 5, "latency", "readerP50")).toEqual([true]);
  expect(metBy(5.1, 5, "latency", "readerP50")).toEqual([false]);
  expect(metBy(2_000, 1_000, "throughput", "perSecond")).toEqual([true]);
  expect(metBy(1_999, 1_000, "throughput", "perSecond")).toEqual([false]);
});

test("a figure with a limit of its own needs no peer", () => {
  expect(metBy(201, undefined, "throughput", "cpuMicroseconds")).toEqual([false]);
  expect(metBy(0, 58_195, "hot", "inversions")).toEqual([true]);
});

test("without its peer nothing is said to be met", () => {
  expect(metBy(1, undefined, "latency", "readerP50")).toEqual([undefined]);
});

test("what a busy machine may have caused is said to be disturbed, what is counted isn't", () => {
  const waitedPercent = 60;
  const results = {
    throughput: { "deskside-api": { cpuMicroseconds: 150, waitedPercent } },
    hot: { "deskside-api": { inversions: 0, waitedPercent } },
  };
  expect(judge(results).map(({ met, disturbed }) => [met, disturbed])).toEqual([
    [true, true],
    [true, false],
  ]);
});
