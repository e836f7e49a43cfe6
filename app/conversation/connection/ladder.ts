/** The ways for events to reach this page, from the best to the one that works nearly everywhere. */
export const rungs = ["eventSource", "fetchStream", "longPoll", "shortPoll"] as const;

export type Rung = (typeof rungs)[number];
export type PollRung = "longPoll" | "shortPoll";
export type StreamRung = Exclude<Rung, PollRung>;

export const topRung: StreamRung = "eventSource";

export function isStream(rung: Rung): rung is StreamRung {
  return rung === "eventSource" || rung === "fetchStream";
}

/**
 * What to probe at this attempt (from 1) to get away from a poll: the best first,
 * except that from the short poll, the nearest is the likeliest.
 */
export function probeFrom(poll: PollRung, attempt: number): Rung {
  const above = rungs.slice(0, rungs.indexOf(poll));
  return above[(attempt + 1) % above.length] ?? topRung;
}
