import type { Sla } from "~/scenarios/scenario-card";
import { formatDuration } from "~/ui/time-format";

export type SlaClock = {
  /** E.g. "First response in 3 min 20 s", "Resolution overdue by 2 min". */
  text: string;
  state: "calm" | "soon" | "breached";
};

/** The last fifth of the time counts as soon. */
const soonShare = 0.2;

/**
 * The clock that counts now: first response until the trainee has answered,
 * then resolution. Times in milliseconds since the epoch.
 */
export function slaClock(sla: Sla, answered: boolean, startedAt: number, now: number): SlaClock {
  const allowed = answered ? sla.resolutionSeconds : sla.firstResponseSeconds;
  const name = answered ? "Resolution" : "First response";
  const left = allowed - (now - startedAt) / 1000;
  if (left < 0) return { text: `${name} overdue by ${formatDuration(-left)}`, state: "breached" };
  const state = left < allowed * soonShare ? "soon" : "calm";
  return { text: `${name} in ${formatDuration(left)}`, state };
}
