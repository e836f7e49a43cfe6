import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import type { ScenarioCard } from "../scenario-card";
import { Avatar } from "~/ui/avatar";
import { buttonClass } from "~/ui/button";
import { EmptyState } from "~/ui/empty-state";
import { Page } from "~/ui/page";
import { DifficultyBadge } from "./difficulty-badge";
import { StartSessionForm } from "./start-session-form";

type LibraryPageProps = {
  scenarios: readonly ScenarioCard[];
  /** Trainers read, trainees practise. */
  canStart: boolean;
  startKey: string;
  csrf: ReactNode;
};

export function LibraryPage({ scenarios, canStart, startKey, csrf }: LibraryPageProps) {
  return (
    <Page
      title="Scenario library"
      intro="Each scenario is one customer with one problem. Read the brief or go straight in; a debrief follows every session."
    >
      {scenarios.length === 0 ? (
        <EmptyState icon="book" title="No scenarios yet">
          <p>Whoever runs this Deskside has not loaded any. Ask them to run the seed.</p>
        </EmptyState>
      ) : (
        <div className="grid grid-cols-1 gap-4 two:grid-cols-2 three:grid-cols-3">
          {scenarios.map((scenario) => (
            <ScenarioArticle
              key={scenario.id}
              scenario={scenario}
              start={canStart && { startKey, csrf }}
            />
          ))}
        </div>
      )}
    </Page>
  );
}

type ArticleProps = {
  scenario: ScenarioCard;
  start: false | { startKey: string; csrf: ReactNode };
};

function ScenarioArticle({ scenario, start }: ArticleProps) {
  const headingId = `scenario-${scenario.id}`;
  return (
    <article
      aria-labelledby={headingId}
      className="flex flex-col gap-4 rounded-lg border border-line bg-raised p-4 two:p-5"
    >
      <div className="flex items-center justify-between gap-3">
        <DifficultyBadge difficulty={scenario.difficulty} />
        <BestScore scenario={scenario} />
      </div>
      <div className="flex-1 space-y-2">
        <h2 id={headingId} className="text-lg font-bold leading-snug">
          {scenario.title}
        </h2>
        <p className="text-muted">{scenario.summary}</p>
      </div>
      <p className="flex items-center gap-2.5">
        <Avatar name={scenario.customerName} />
        <span className="min-w-0 leading-snug">
          <span className="block font-semibold">{scenario.customerName}</span>
          <span className="block text-sm text-muted">{scenario.customerRole}</span>
        </span>
      </p>
      <p className="text-sm text-muted">
        <span className="sr-only">Skills: </span>
        {scenario.skills.join(" · ")}
      </p>
      <div className="flex flex-wrap gap-1 border-t border-line pt-4">
        {start && <StartSessionForm scenarioId={scenario.id} describedBy={headingId} {...start} />}
        <Link
          to={`/scenarios/${scenario.id}`}
          aria-describedby={headingId}
          className={buttonClass("quiet", "px-2.5")}
        >
          Read the brief
        </Link>
      </div>
    </article>
  );
}

function BestScore({ scenario }: { scenario: ScenarioCard }) {
  if (scenario.attempts === 0) return <span className="text-sm text-muted">Not tried yet</span>;
  if (scenario.bestScore === null) return <span className="text-sm text-muted">In practice</span>;
  return (
    <span className="text-sm text-muted">
      Best <strong className="text-text">{scenario.bestScore}</strong> of 100
    </span>
  );
}
