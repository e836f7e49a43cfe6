import { Form, Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { Badge } from "~/ui/badge";
import { Banner } from "~/ui/banner";
import { Button, buttonClass } from "~/ui/button";
import { EmptyState } from "~/ui/empty-state";
import { HiddenFields } from "~/ui/hidden-fields";
import { LocalTime } from "~/ui/local-time";
import { Page } from "~/ui/page";

type DraftItem = {
  id: string;
  scenarioId: string | null;
  title: string | null;
  problems: number;
  updatedAt: string;
};
type ScenarioItem = {
  id: string;
  title: string;
  version: number;
  versions: number;
  waiting: number | null;
};

type AuthoringPageProps = {
  scenarios: readonly ScenarioItem[];
  drafts: readonly DraftItem[];
  missed: number;
  csrf: ReactNode;
};

/** What trainers have written and are writing. Posts `scenarioId` to `/authoring` to edit one. */
export function AuthoringPage({ scenarios, drafts, missed, csrf }: AuthoringPageProps) {
  return (
    <Page
      title="Authoring"
      intro="Scenarios are YAML files. Change one or upload your own, play it here, then publish it into the library."
      actions={
        <div className="flex flex-wrap gap-2">
          <Link to="/authoring/missed" className={buttonClass("secondary")}>
            Not understood{missed > 0 && ` (${missed})`}
          </Link>
          <Link to="/authoring/new" className={buttonClass("primary")}>
            New scenario
          </Link>
        </div>
      }
    >
      <section aria-labelledby="drafts" className="space-y-3">
        <h2 id="drafts" className="text-lg font-bold">
          Drafts
        </h2>
        {drafts.length === 0 ? (
          <p className="rounded-lg border border-dashed border-line-strong px-4 py-5 text-muted">
            Nobody is writing anything. Edit a scenario below, or upload a new one.
          </p>
        ) : (
          <List>
            {drafts.map((draft) => (
              <DraftRow key={draft.id} draft={draft} />
            ))}
          </List>
        )}
      </section>
      <section aria-labelledby="published" className="space-y-3">
        <h2 id="published" className="text-lg font-bold">
          In the library
        </h2>
        {scenarios.length === 0 ? (
          <EmptyState icon="book" title="No scenarios yet">
            <p>Upload the first one.</p>
          </EmptyState>
        ) : (
          <List>
            {scenarios.map((scenario) => (
              <ScenarioRow key={scenario.id} scenario={scenario} csrf={csrf} />
            ))}
          </List>
        )}
      </section>
      {scenarios.some(({ waiting }) => waiting !== null) && (
        <Banner tone="note">
          A release brought a newer version of a scenario that you have changed. Yours stays in the
          library until you choose the other under “Versions”.
        </Banner>
      )}
    </Page>
  );
}

function List({ children }: { children: ReactNode }) {
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-raised">
      {children}
    </ul>
  );
}

const row =
  "flex flex-col gap-2 px-4 py-3 two:flex-row two:items-center two:justify-between two:gap-4";

function DraftRow({ draft }: { draft: DraftItem }) {
  return (
    <li className={row}>
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <Link to={`/authoring/drafts/${draft.id}`} className="font-semibold hover:underline">
            {draft.title ?? "Draft without a title"}
          </Link>
          <DraftState problems={draft.problems} />
        </p>
        <p className="text-sm text-muted">
          {draft.scenarioId && <span className="font-mono">{draft.scenarioId} · </span>}
          Saved <LocalTime at={draft.updatedAt} show="date-time" />
        </p>
      </div>
      <Link to={`/authoring/drafts/${draft.id}`} className={buttonClass("secondary", "self-start")}>
        Go on<span className="sr-only"> with {draft.title ?? "the draft"}</span>
      </Link>
    </li>
  );
}

export function DraftState({ problems }: { problems: number }) {
  if (problems === 0) return <Badge tone="accent">Draft, ready to publish</Badge>;
  return <Badge tone="note">Draft, {problems === 1 ? "1 problem" : `${problems} problems`}</Badge>;
}

function ScenarioRow({ scenario, csrf }: { scenario: ScenarioItem; csrf: ReactNode }) {
  const { id, title, version, versions, waiting } = scenario;
  return (
    <li className={row}>
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <span className="font-semibold">{title}</span>
          <Badge>Published, version {version}</Badge>
          {waiting !== null && <Badge tone="note">Version {waiting} came with a release</Badge>}
        </p>
        <p className="font-mono text-sm text-muted">{id}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Form method="post" action="/authoring">
          <HiddenFields>
            {csrf}
            <input type="hidden" name="scenarioId" value={id} />
          </HiddenFields>
          <Button>
            Edit<span className="sr-only"> {title}</span>
          </Button>
        </Form>
        <Link to={`/authoring/scenarios/${id}`} className={buttonClass("quiet", "px-2.5")}>
          {versions === 1 ? "1 version" : `${versions} versions`}
          <span className="sr-only"> of {title}</span>
        </Link>
      </div>
    </li>
  );
}
