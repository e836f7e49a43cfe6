import { describeLimit, type Results, type Verdict } from "./goals";
import type { Figures } from "./load/client";
import type { Target } from "./options";
import type { Measure } from "./plan";

const names: Record<Target, string> = {
  "deskside-api": "Deskside, API",
  "deskside-action": "Deskside, action",
  socketio: "Socket.IO + Prisma",
  floor: "floor",
};

/** What the table shows of a measurement, in words. */
const columns: Record<string, readonly [figure: string, title: string][]> = {
  latency: [
    ["answerP50", "answer p50 ms"],
    ["answerP99", "p99"],
    ["readerP50", "other reader p50 ms"],
    ["readerP99", "p99"],
  ],
  throughput: [
    ["perSecond", "messages/s"],
    ["cpuMicroseconds", "CPU µs each"],
    ["serverCpuPercent", "server CPU %"],
    ["readerP99", "reader p99 ms"],
  ],
  hot: [
    ["perSecond", "messages/s"],
    ["cpuMicroseconds", "CPU µs each"],
    ["inversions", "inversions"],
  ],
  "fan-out": [
    ["readerP50", "reader p50 ms"],
    ["readerP99", "p99"],
  ],
  idle: [
    ["kilobytes", "KB each"],
    ["cpuPercent", "CPU %"],
  ],
  reconnect: [
    ["connectedMs", "connected ms"],
    ["caughtUpMs", "caught up ms"],
  ],
  page: [["scriptKilobytes", "KB of JavaScript"]],
};

const disturbedNote =
  "DISTURBED: a server that is compared was kept from its core for more than a tenth of the time, " +
  "and the peers not alike. Neither the figure nor the ratio decides anything; run it on a quiet machine.";

/** The share of the time that the server's main thread was ready to run and something else had its core. */
const waited = ["waitedPercent", "kept waiting %"] as const;

/** The medians as a table for each measurement. */
export function figuresTable(measures: readonly Measure[], results: Results): string {
  return measures
    .map(({ name, workload, title }) => {
      const shown = [...(columns[workload] ?? []), waited];
      const rows = Object.entries(results[name] ?? {}).map(([target, figures]) => [
        names[target as Target],
        ...shown.map(([figure]) => format(figures[figure])),
        faultsOf(figures),
      ]);
      return table([[title, ...shown.map(([, heading]) => heading), "delivered"], ...rows]);
    })
    .join("\n\n");
}

/** Every goal: ours, and beside each peer of the same run. */
export function ratiosTable(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ goal, target, figure, ratios, met, disturbed }) => [
    goal.title,
    names[target],
    `${format(figure)} ${goal.unit}`.trim(),
    format(ratios.socketio, " ×"),
    format(ratios.floor, " ×"),
    describeLimit(goal),
    `${met === undefined ? "not compared" : met ? "met" : "MISSED"}${disturbed ? ", DISTURBED" : ""}`,
  ]);
  const all = table([["", "", "ours", "of Socket.IO", "of floor", "target", ""], ...rows]);
  return verdicts.some(({ disturbed }) => disturbed) ? `${all}\n${disturbedNote}` : all;
}

/** In words, and in capitals where the promise is broken. */
export function faultsOf({ lost, doubled, inversions, resets, failedRounds }: Figures): string {
  const faults = [
    ...(failedRounds ? [`${String(failedRounds)} ROUNDS FAILED`] : []),
    ...(lost ? [`${format(lost)} LOST`] : []),
    ...(doubled ? [`${format(doubled)} DOUBLED`] : []),
    ...(inversions ? [`${format(inversions)} OUT OF ORDER`] : []),
    ...(resets ? [`${format(resets)} RESETS`] : []),
  ];
  return faults.length === 0 ? "all, once, in order" : faults.join(", ");
}

function format(value: number | undefined, unit = ""): string {
  if (value === undefined || Number.isNaN(value)) return "–";
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : value < 10 ? 2 : 1;
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return value.toLocaleString("en", options) + unit;
}

/** The first column to the left, the others to the right; the first row is the heading. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join("  "),
  );
  lines.splice(1, 0, "─".repeat(lines[0]?.length ?? 0));
  return lines.join("\n");
}
