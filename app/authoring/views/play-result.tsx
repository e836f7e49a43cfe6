import { Badge } from "~/ui/badge";
import { Card } from "~/ui/card";
import type { ShownPlay } from "./play-log";

const words: Record<string, string> = {
  success: "Success",
  partial: "In part",
  failure: "Failure",
};

export function PlayResult({ debrief }: { debrief: NonNullable<ShownPlay["debrief"]> }) {
  const { outcome, score, criteria, critical } = debrief;
  return (
    <Card className="space-y-4">
      <h2 className="flex flex-wrap items-center gap-3 text-lg font-bold">
        {words[outcome] ?? outcome}, {score} of 100 points
        {critical.map(({ id, label }) => (
          <Badge key={id} tone="danger" icon="alert">
            {label}
          </Badge>
        ))}
      </h2>
      <ul className="divide-y divide-line">
        {criteria.map(({ id, label, score: points, max, reason }) => (
          <li key={id} className="flex items-baseline justify-between gap-4 py-2">
            <span className="min-w-0">
              <span className="block font-medium">{label}</span>
              <span className="block text-sm text-muted">{reason}</span>
            </span>
            <span className="shrink-0 tabular-nums">
              {Math.round(points * 10) / 10} of {max}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
