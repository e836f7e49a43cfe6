import { Icon } from "~/ui/icon";
import { Meter } from "~/ui/meter";
import type { Debrief } from "../debrief";
import { EvidenceLinks } from "./evidence-links";

type CriteriaListProps = {
  criteria: Debrief["criteria"];
  texts: ReadonlyMap<number, string>;
};

/** Each criterion: points, why, what shows it, and what would have been better. */
export function CriteriaList({ criteria, texts }: CriteriaListProps) {
  return (
    <ol className="divide-y divide-line rounded-lg border border-line bg-raised">
      {criteria.map((criterion) => (
        <li key={criterion.id} className="space-y-2 break-inside-avoid px-4 py-4 two:px-5">
          <div className="flex items-baseline justify-between gap-4">
            <h3 className="font-semibold">{criterion.label}</h3>
            <p className="whitespace-nowrap tabular-nums text-muted">
              <strong className="text-text">{criterion.score}</strong> of {criterion.max}
            </p>
          </div>
          <Meter
            value={criterion.score}
            max={criterion.max}
            label={`${criterion.score} of ${criterion.max} points`}
          />
          <p>{criterion.reason}</p>
          <EvidenceLinks seqs={criterion.evidence} texts={texts} />
          {criterion.score < criterion.max && <Better text={criterion.better} />}
        </li>
      ))}
    </ol>
  );
}

/** A line or step that would have done better. */
export function Better({ text }: { text: string }) {
  return (
    <p className="flex items-start gap-2 rounded-md bg-surface px-3 py-2">
      <Icon name="pencil" className="mt-0.5 h-[1.1rem] w-[1.1rem] text-accent" />
      <span>
        <span className="font-semibold">Better: </span>
        {text}
      </span>
    </p>
  );
}
