import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import type { ScenarioCard, TicketView } from "../scenario-card";
import { Avatar } from "~/ui/avatar";
import { buttonClass } from "~/ui/button";
import { Card, DataList } from "~/ui/card";
import { Icon } from "~/ui/icon";
import { Page } from "~/ui/page";
import { formatDuration } from "~/ui/time-format";
import { DifficultyBadge } from "./difficulty-badge";
import { StartSessionForm } from "./start-session-form";

type BriefPageProps = {
  scenario: ScenarioCard;
  ticket: TicketView;
  /** Paragraphs, parted by blank lines. */
  brief: string;
  canStart: boolean;
  startKey: string;
  csrf: ReactNode;
};

/** What a trainee knows before the customer writes. */
export function BriefPage({ scenario, ticket, brief, canStart, startKey, csrf }: BriefPageProps) {
  return (
    <Page title={scenario.title} intro={scenario.summary} width="narrow">
      <Card className="space-y-6 two:p-7">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="flex items-center gap-3">
            <Avatar name={scenario.customerName} className="h-11 w-11" />
            <span className="leading-snug">
              <span className="block font-semibold">{scenario.customerName}</span>
              <span className="block text-sm text-muted">{scenario.customerRole}</span>
            </span>
          </p>
          <DifficultyBadge difficulty={scenario.difficulty} />
        </div>
        <DataList rows={ticketRows(ticket)} />
        <section aria-labelledby="know" className="space-y-2 border-t border-line pt-5">
          <h2 id="know" className="font-bold">
            What you know
          </h2>
          {brief.split(/\n{2,}/u).map((paragraph) => (
            <p key={paragraph} className="max-w-prose whitespace-pre-line">
              {paragraph}
            </p>
          ))}
        </section>
        <p className="flex items-start gap-2 text-sm text-muted">
          <Icon name="info" className="h-[1.1rem] w-[1.1rem]" />
          The customer is simulated and writes first. The clock starts with the session.
        </p>
        <div className="flex flex-wrap gap-3">
          {canStart && (
            <StartSessionForm scenarioId={scenario.id} startKey={startKey} csrf={csrf} />
          )}
          <Link to="/scenarios" className={buttonClass("quiet")}>
            Back to the library
          </Link>
        </div>
      </Card>
    </Page>
  );
}

function ticketRows({ subject, channel, priority, sla }: BriefPageProps["ticket"]) {
  return [
    { label: "Subject", value: subject },
    { label: "Channel", value: channel },
    { label: "Priority", value: <span className="capitalize">{priority}</span> },
    { label: "First response", value: `within ${formatDuration(sla.firstResponseSeconds)}` },
    { label: "Resolution", value: `within ${formatDuration(sla.resolutionSeconds)}` },
  ];
}
