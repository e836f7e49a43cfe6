import type { Lines } from "~/scenarios/reaction";
import type { Turn } from "./turn";

/**
 * One variant in the tone of the mood, preferably unused of late and never the
 * line that was said last.
 */
export function chooseLine(lines: Lines, turn: Turn, prefix: string): string {
  const options = toned(lines, turn);
  const recent = turn.state.recent;
  const last = recent.at(-1);
  const ready = options.map((option) => joinPrefix(prefix, option));
  const unused = ready.filter((text) => text.split("\n").every((part) => !recent.includes(part)));
  const other = ready.filter((text) => !text.startsWith(last ?? "\u0000"));
  const pool =
    unused.length > 0
      ? unused
      : other.length > 0
        ? other
        : ready.map((text) => joinPrefix("As I say:", text));
  return turn.rng.pick(pool);
}

function toned(lines: Lines, { state, knobs }: Turn): string[] {
  if (Array.isArray(lines)) return lines;
  const crossAt = knobs.politeness >= 2 ? -2 : -1;
  const warmAt = knobs.politeness === 0 ? 2 : 1;
  if (state.mood <= crossAt) return lines.cross ?? lines.calm;
  return state.mood >= warmAt ? (lines.warm ?? lines.calm) : lines.calm;
}

function joinPrefix(prefix: string, text: string): string {
  if (prefix === "") return text;
  if (/^(I|I'.*)$/.test(text.split(" ")[0] ?? "") || /^[A-Z]{2}|^["“0-9]/.test(text))
    return `${prefix} ${text}`;
  const joined = prefix.endsWith(",") ? text.charAt(0).toLowerCase() + text.slice(1) : text;
  return `${prefix} ${joined}`;
}
