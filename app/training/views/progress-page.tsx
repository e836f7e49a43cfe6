import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { EmptyState } from "~/ui/empty-state";
import { Page } from "~/ui/page";
import type { Progress } from "../get-progress.server";
import { ComparisonTable } from "./comparison-table";
import { NextCard } from "./next-card";
import { Trends } from "./trends";

type ProgressPageProps = {
  progress: Progress;
  /** False for a trainer, who looks at somebody else's. */
  own: boolean;
  startKey: string;
  csrf: ReactNode;
};

/** How a trainee is getting on, and what comes next. */
export function ProgressPage({ progress, own, startKey, csrf }: ProgressPageProps) {
  const { trainee, attempts, scenarios, played, next, comparison, skills, areas } = progress;
  return (
    <Page
      title={own ? "Progress" : `Progress of ${trainee.name}`}
      intro={attempts > 0 && countWords(attempts, scenarios)}
      actions={!own && <AllTrainees />}
    >
      {comparison === null && <NothingYet own={own} name={trainee.name} />}
      {next !== null && (
        <Part title="Next">
          <NextCard next={next} startKey={own ? startKey : null} csrf={csrf} />
        </Part>
      )}
      {skills.length > 0 && (
        <Part
          title="Skills over time"
          text="The score of every attempt at a scenario that trains the skill, oldest first."
        >
          <Trends trends={skills} caption="Skills over time" />
        </Part>
      )}
      {areas.length > 0 && (
        <Part
          title="Where the points come from"
          text="The share of the points that each kind of criterion gave, in percent, over all scenarios."
        >
          <Trends trends={areas} caption="Where the points come from" />
        </Part>
      )}
      {comparison !== null && (
        <Part title="Attempts compared" text="The last five at one scenario, side by side.">
          <ComparisonTable
            comparison={comparison}
            played={played}
            traineeId={own ? null : trainee.id}
          />
        </Part>
      )}
    </Page>
  );
}

function Part({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="space-y-3">
      <div className="break-after-avoid">
        <h2 className="text-lg font-bold">{title}</h2>
        {text && <p className="max-w-prose text-muted">{text}</p>}
      </div>
      {children}
    </section>
  );
}

function NothingYet({ own, name }: { own: boolean; name: string }) {
  return (
    <EmptyState icon="trend" title={own ? "Nothing practised yet" : `${name} hasn't practised yet`}>
      <p>After the first debrief, skills, scores and times are shown here.</p>
    </EmptyState>
  );
}

function AllTrainees() {
  return (
    <Link
      to="/progress"
      className="no-print inline-flex min-h-target items-center font-semibold text-accent hover:underline"
    >
      All trainees
    </Link>
  );
}

function countWords(attempts: number, scenarios: number): string {
  const word = (count: number, name: string): string => `${count} ${name}${count === 1 ? "" : "s"}`;
  return `${word(attempts, "attempt")} at ${word(scenarios, "scenario")}`;
}
