import { Badge } from "~/ui/badge";
import { formatDuration } from "~/ui/time-format";
import type { Debrief } from "../debrief";

/** What the customer waited, against what was promised. */
export function TimesList({ times }: { times: Debrief["times"] }) {
  return (
    <dl className="space-y-3">
      <Time
        label="First response"
        seconds={times.firstResponseSeconds}
        due={times.firstResponseDueSeconds}
      />
      <Time label="Longest wait" seconds={times.longestWait.seconds} due={null} />
      <Time
        label="Whole contact"
        seconds={times.resolutionSeconds}
        due={times.resolutionDueSeconds}
      />
    </dl>
  );
}

type TimeProps = { label: string; seconds: number | null; due: number | null };

function Time({ label, seconds, due }: TimeProps) {
  const breached = due !== null && (seconds === null || seconds > due);
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-3">
      <dt className="text-muted">{label}</dt>
      <dd className="flex items-center gap-2 font-semibold tabular-nums">
        {seconds === null ? "never" : formatDuration(seconds)}
        {due !== null && (
          <Badge tone={breached ? "danger" : "neutral"} icon={breached ? "alert" : "check"}>
            {breached ? "over" : "within"} {formatDuration(due)}
          </Badge>
        )}
      </dd>
    </div>
  );
}
