import { Badge } from "~/ui/badge";
import { Card, DataList } from "~/ui/card";
import { transportWords } from "../figure-words";
import type { OperationsView, Readiness } from "../operations-view";
import { formatCount } from "./figure-format";

type ConnectionsCardProps = Pick<OperationsView, "readiness" | "readers">;

/** What the process rests on, and who listens to it at this moment. */
export function ConnectionsCard({ readiness, readers }: ConnectionsCardProps) {
  const { database, redis } = readiness;
  return (
    <Card className="flex flex-col gap-4">
      <DataList
        rows={[
          { label: "PostgreSQL", value: <State state={database} /> },
          { label: "Redis", value: redis === null ? "Not used" : <State state={redis} /> },
          ...readers.map(({ transport, open }) => ({
            label: transportWords(transport),
            value: <span className="font-semibold tabular-nums">{formatCount(open)}</span>,
          })),
        ]}
      />
      <p className="mt-auto border-t border-line pt-3 text-sm text-muted">
        While PostgreSQL is away, messages wait in the browsers
        {redis !== null && "; while Redis is away, events come up to 2 s later"}. Each open chat is
        one stream, or one poll where the network holds streams back.
      </p>
    </Card>
  );
}

function State({ state }: { state: Readiness }) {
  return state === "ready" ? (
    <Badge tone="accent" icon="check">
      Ready
    </Badge>
  ) : (
    <Badge tone="danger" icon="alert">
      Unreachable
    </Badge>
  );
}
