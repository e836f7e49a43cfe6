import { Card, DataList } from "~/ui/card";
import { LocalTime } from "~/ui/local-time";
import { formatDuration } from "~/ui/time-format";
import type { ProcessFacts } from "../operations-view";
import { formatBytes, formatMs, formatShare } from "./figure-format";

/** What the process takes of its machine. */
export function ProcessCard({ facts }: { facts: ProcessFacts }) {
  return (
    <Card className="flex flex-col gap-4">
      <DataList
        rows={[
          { label: "Process", value: `${facts.pid} on ${facts.host}` },
          { label: "Up for", value: <Uptime facts={facts} /> },
          {
            label: "Memory",
            value: `${formatBytes(facts.residentBytes)}, ${formatBytes(facts.heapUsedBytes)} of it JavaScript objects`,
          },
          { label: "Processor", value: `${formatShare(facts.cpuShare)} of a core on average` },
          { label: "Event loop", value: `${formatMs(facts.loopLagMs)} late at this moment` },
        ]}
      />
      <p className="mt-auto border-t border-line pt-3 text-sm text-muted">
        Worry when the event loop is often more than 100 ms late, or when memory grows for hours
        while the readers don't.
      </p>
    </Card>
  );
}

function Uptime({ facts }: { facts: ProcessFacts }) {
  return (
    <>
      {formatDuration(facts.uptimeSeconds)}, since{" "}
      <LocalTime at={facts.startedAt} show="date-time" />
    </>
  );
}
