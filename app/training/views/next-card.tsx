import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { DifficultyBadge } from "~/scenarios/views/difficulty-badge";
import { StartSessionForm } from "~/scenarios/views/start-session-form";
import { buttonClass } from "~/ui/button";
import { Card } from "~/ui/card";
import { Icon } from "~/ui/icon";
import { rules, type Suggestion } from "../next-scenario";

type NextCardProps = {
  next: Suggestion;
  /** Server-made; `null` for those who don't practise. */
  startKey: string | null;
  csrf: ReactNode;
};

/** What to practise next, why, and the whole rule. */
export function NextCard({ next: { scenario, why }, startKey, csrf }: NextCardProps) {
  return (
    <Card className="space-y-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="text-md font-bold">{scenario.title}</h3>
        <DifficultyBadge difficulty={scenario.difficulty} />
      </div>
      <p className="max-w-prose text-muted">{scenario.summary}</p>
      <p className="max-w-prose">
        <span className="font-semibold">Why: </span>
        {why}
      </p>
      <div className="no-print flex flex-wrap gap-1">
        {startKey !== null && (
          <StartSessionForm scenarioId={scenario.id} startKey={startKey} csrf={csrf} />
        )}
        <Link to={`/scenarios/${scenario.id}`} className={buttonClass("quiet", "px-2.5")}>
          Read the brief
        </Link>
      </div>
      <details className="group border-t border-line pt-2">
        <summary className="inline-flex min-h-target cursor-pointer list-none items-center gap-1 rounded font-semibold text-accent [&::-webkit-details-marker]:hidden">
          <Icon name="chevronRight" className="h-4 w-4 transition-transform group-open:rotate-90" />
          How this is chosen
        </summary>
        <p>The first of these that fits. Sessions tried again from the middle don't count.</p>
        <ol className="max-w-prose list-decimal space-y-1 py-2 pl-6 marker:text-muted">
          {rules.map((rule) => (
            <li key={rule} className="pl-1">
              {rule}
            </li>
          ))}
        </ol>
      </details>
    </Card>
  );
}
