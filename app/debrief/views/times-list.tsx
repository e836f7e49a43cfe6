import type { ReactNode } from "react";
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
      <Time
        label={<LongestWait seq={times.longestWait.seq} />}
        seconds={times.longestWait.seconds}
        due={times.longestWaitDueSeconds}
      />
      <Time
        label="Whole contact"
        seconds={times.resolutionSeconds}
        due={times.resolutionDueSeconds}
      />
    </dl>
  );
}

function LongestWait({ seq }: { seq: number | null }) {
  if (seq === null) return "Longest wait";
  return (
    <>
      Longest wait, after{" "}
      <a
        href={`#m${seq}`}
        className="inline-flex min-h-target items-center text-accent underline underline-offset-2 two:min-h-[1.5rem] touch:min-h-target"
      >
        message {seq}
      </a>
    </>
  );
}

type TimeProps = { label: ReactNode; seconds: number | null; due: number | null };

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
