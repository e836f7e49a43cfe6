import type { ReactNode } from "react";
import { Icon } from "~/ui/icon";
import { Better } from "./criteria-list";
import type { Debrief } from "../debrief";
import { EvidenceLinks } from "./evidence-links";
import { outcomeWords } from "./outcome-words";
import { ScoreDial } from "./score-dial";
import { Stars } from "./stars";

type DebriefSummaryProps = {
  debrief: Debrief;
  customerName: string;
  customerLeft: boolean;
  actions: ReactNode;
};

/** How it went at a glance: the total, the outcome, and what the customer says of it. */
export function DebriefSummary({
  debrief,
  customerName,
  customerLeft,
  actions,
}: DebriefSummaryProps) {
  const { title, text } = outcomeWords(debrief.outcome, customerLeft);
  return (
    <section
      aria-label="Result"
      className="grid grid-cols-1 gap-6 rounded-lg border border-line bg-raised p-5 two:grid-cols-[auto_minmax(0,1fr)_minmax(0,1fr)] two:items-center two:p-7"
    >
      <ScoreDial score={debrief.score} />
      <div className="space-y-1.5">
        <h2 className="text-xl font-bold tracking-tight">{title}</h2>
        <p className="text-muted">{text}</p>
        <div className="no-print flex flex-wrap gap-2 pt-2">{actions}</div>
      </div>
      <figure className="space-y-2 two:border-l two:border-line two:pl-7">
        <Stars stars={debrief.rating.stars} />
        <blockquote className="max-w-prose">“{debrief.rating.comment}”</blockquote>
        <figcaption className="text-sm text-muted">{customerName}, rating this contact</figcaption>
      </figure>
    </section>
  );
}

type CriticalListProps = {
  critical: Debrief["critical"];
  texts: ReadonlyMap<number, string>;
};

/** What must never happen, and did. */
export function CriticalList({ critical, texts }: CriticalListProps) {
  if (critical.length === 0) return null;
  return (
    <section
      aria-labelledby="critical"
      className="space-y-3 rounded-lg border border-danger-line bg-danger-soft p-5"
    >
      <h2 id="critical" className="flex items-center gap-2 text-lg font-bold text-danger">
        <Icon name="alert" />
        {critical.length === 1 ? "A critical failure" : `${critical.length} critical failures`}
      </h2>
      <ul className="space-y-4">
        {critical.map((failure) => (
          <li key={failure.id} className="space-y-2">
            <p className="font-semibold">
              {failure.label}
              <span className="font-normal">{capText(failure.cap)}</span>
            </p>
            <EvidenceLinks seqs={[failure.seq]} texts={texts} />
            <Better text={failure.better} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function capText(cap: number): string {
  return cap === 0 ? " – the total is 0 because of it." : ` – the total can't exceed ${cap}.`;
}
