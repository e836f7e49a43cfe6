import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { Banner } from "~/ui/banner";
import { Button, buttonClass } from "~/ui/button";
import { EmptyState } from "~/ui/empty-state";
import { Icon } from "~/ui/icon";
import { LocalTime } from "~/ui/local-time";
import { Page } from "~/ui/page";
import { useKnownTimeZone } from "~/ui/use-time-zone";
import { hasMeasured, type OperationsView } from "../operations-view";
import { ConnectionsCard } from "./connections-card";
import { CounterList } from "./counter-list";
import { DistributionCard } from "./distribution-card";
import { ProcessCard } from "./process-card";
import { useRefresh } from "./use-refresh";

const refreshMs = 5_000;

type OperationsPageProps = {
  view: OperationsView;
  /** The last try to read new figures failed: these are older. */
  stale: boolean;
};

/** How the process that answers is doing. */
export function OperationsPage({ view, stale }: OperationsPageProps) {
  return (
    <Page
      title="Operations"
      intro="How this Deskside is doing: how long messages take on their way, who is listening, and what went wrong."
      actions={<RefreshBar readAt={view.readAt} />}
    >
      {stale && (
        <Banner tone="note" role="status">
          Deskside doesn't answer at the moment. These are the last figures; the page keeps trying.
        </Banner>
      )}
      <Part title="Now">
        <div className="grid grid-cols-1 gap-4 three:grid-cols-2">
          <ConnectionsCard readiness={view.readiness} readers={view.readers} />
          <ProcessCard facts={view.process} />
        </div>
      </Part>
      {hasMeasured(view) ? <Figures view={view} /> : <NothingYet />}
      <Whose process={view.process} />
    </Page>
  );
}

/** The browser loads new figures by itself; without script, the link does. */
function RefreshBar({ readAt }: { readAt: string }) {
  const { paused, togglePaused } = useRefresh(refreshMs);
  const scripted = useKnownTimeZone();
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="text-sm tabular-nums text-muted">
        {paused ? "Paused, as of " : "As of "}
        <LocalTime at={readAt} show="second" />
      </span>
      {scripted && (
        <Button type="button" look="quiet" aria-pressed={paused} onClick={togglePaused}>
          Pause
        </Button>
      )}
      <Link to="/operations" className={buttonClass()}>
        <Icon name="refresh" />
        Refresh
      </Link>
    </div>
  );
}

function Figures({ view }: { view: OperationsView }) {
  return (
    <>
      <Part title="How long it takes">
        <div className="grid grid-cols-1 gap-4 three:grid-cols-2">
          {view.distributions.map((distribution) => (
            <DistributionCard key={distribution.name} distribution={distribution} />
          ))}
        </div>
        <p className="max-w-prose text-sm text-muted">
          Half of all measurements are at or below p50, 99 of 100 at or below p99. Both are
          estimated from the buckets, as Prometheus does it.
        </p>
      </Part>
      <Part title="What was counted">
        <CounterList counters={view.counters} />
      </Part>
    </>
  );
}

function NothingYet() {
  return (
    <EmptyState icon="chart" title="Nothing measured yet">
      <p>
        This process has carried no message since it started. Figures appear here with the first
        conversation.
      </p>
    </EmptyState>
  );
}

function Whose({ process }: Pick<OperationsView, "process">) {
  return (
    <p className="max-w-prose text-sm text-muted">
      All figures are of process {process.pid} on {process.host} alone, since it started. Where
      several processes run, the next refresh may be answered by another. To have all of them, and
      their past, let Prometheus collect{" "}
      <a href="/metrics" className="text-accent underline underline-offset-2">
        /metrics
      </a>{" "}
      from each process.
    </p>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="space-y-3">
      <h2 className="text-lg font-bold">{title}</h2>
      {children}
    </section>
  );
}
