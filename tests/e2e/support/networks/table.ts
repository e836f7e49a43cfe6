import { usesOf } from "./judge";
import type { Visit } from "./visit";

const names: Record<string, string> = {
  eventSource: "event stream",
  fetchStream: "stream by `fetch`",
  longPoll: "long poll",
  shortPoll: "short poll",
};
const head = [
  ...["what it does", "the page uses", "and says", "first message"],
  ...["messages, p50 / max", "sends, p50 / max", "sent, stored once"],
];

/** Markdown, a line for each visit; times in ms. */
export function tableOf(visits: readonly Visit[]): string {
  const rows = visits.map((visit) => {
    const { place, first, messages, sends, stored, moments } = visit;
    const good = stored.filter((times, n) => times === 1 && !Number.isNaN(sends[n])).length;
    return [
      ...[place, names[usesOf(visit)] ?? "not told", moments.at(-1)?.label ?? "", inMs(first)],
      ...[spread(messages), spread(sends), `${String(good)} of ${String(sends.length)}`],
    ];
  });
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

const inMs = (ms: number | undefined) =>
  ms === undefined || Number.isNaN(ms) ? "never" : ms.toFixed(0);

/** What never came counts as the longest. */
function spread(times: readonly number[]): string {
  const sorted = times.map((ms) => (Number.isNaN(ms) ? Infinity : ms)).sort((a, b) => a - b);
  const show = (ms: number | undefined) => (ms === Infinity ? "never" : inMs(ms));
  return `${show(sorted[Math.floor((sorted.length - 1) / 2)])} / ${show(sorted.at(-1))}`;
}
