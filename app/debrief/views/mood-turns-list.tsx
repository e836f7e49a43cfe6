import { formatDuration } from "~/ui/time-format";
import { type MoodPoint, moodReason, moodTurns } from "./mood";

/** Every change of the mood with its reason and the message that caused it. */
export function MoodTurnsList({ points }: { points: readonly MoodPoint[] }) {
  return (
    <ul className="space-y-1 text-sm">
      {moodTurns(points).map((turn, index) => (
        <li key={index} className="flex gap-2">
          <span className="w-[5.5rem] shrink-0 tabular-nums text-muted">
            {formatDuration(turn.atSeconds)}
          </span>
          <span className="min-w-0">
            <span className="font-semibold">{turn.change > 0 ? "Up: " : "Down: "}</span>
            {[...new Set(turn.reasons.map(moodReason))].join(", ")}
            {turn.seq !== null && <MessageLink seq={turn.seq} />}
          </span>
        </li>
      ))}
    </ul>
  );
}

function MessageLink({ seq }: { seq: number }) {
  return (
    <>
      {" "}
      (
      <a
        href={`#m${seq}`}
        className="inline-flex min-h-target items-center text-accent underline underline-offset-2 two:min-h-[1.5rem] touch:min-h-target"
      >
        message {seq}
      </a>
      )
    </>
  );
}
