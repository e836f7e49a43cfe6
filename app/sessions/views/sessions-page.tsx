import { Link } from "@remix-run/react";
import { Banner } from "~/ui/banner";
import { buttonClass } from "~/ui/button";
import { EmptyState } from "~/ui/empty-state";
import { Page } from "~/ui/page";
import type { SessionListItem } from "../session-view";
import { SessionRow } from "./session-row";
import { SessionFilters, type SessionFilterValues } from "./session-filters";

type SessionsPageProps = {
  sessions: readonly SessionListItem[];
  filters: SessionFilterValues;
  /** Every scenario that one may filter by. */
  scenarios: readonly { id: string; title: string }[];
  /** The next page, older sessions; `null` on the last. */
  olderHref: string | null;
  /** Back to the first page; `null` on it. */
  newestHref: string | null;
  role: "trainee" | "trainer";
  /** Why the filters were not understood, else null. */
  error?: string | null;
  /** The server's time at rendering, ISO 8601. */
  now: string;
};

export function SessionsPage(props: SessionsPageProps) {
  const { sessions, filters, scenarios, role, error, now } = props;
  return (
    <Page title={role === "trainer" ? "Sessions" : "My sessions"}>
      <SessionFilters values={filters} scenarios={scenarios} />
      {error && (
        <Banner tone="danger" role="alert">
          {error}
        </Banner>
      )}
      {sessions.length === 0 ? (
        <NoSessions filtered={isFiltered(filters)} role={role} />
      ) : (
        <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-raised">
          {sessions.map((session) => (
            <SessionRow
              key={session.id}
              session={session}
              query={filters.q}
              showTrainee={role === "trainer"}
              now={now}
            />
          ))}
        </ul>
      )}
      <Paging {...props} />
    </Page>
  );
}

function isFiltered(filters: SessionFilterValues): boolean {
  return Object.values(filters).some((value) => value !== "");
}

function NoSessions({ filtered, role }: { filtered: boolean; role: SessionsPageProps["role"] }) {
  if (filtered) {
    return (
      <EmptyState icon="search" title="No session matches">
        <p>Try fewer words or a wider filter.</p>
        <Link to="/sessions" className={buttonClass()}>
          Clear all filters
        </Link>
      </EmptyState>
    );
  }
  if (role === "trainer") {
    return (
      <EmptyState icon="chat" title="No sessions yet">
        <p>They appear here as soon as a trainee starts one.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="chat" title="You have not practised yet">
      <p>Pick a customer from the library. They write first.</p>
      <Link to="/scenarios" className={buttonClass("primary")}>
        Go to the library
      </Link>
    </EmptyState>
  );
}

function Paging({ olderHref, newestHref }: SessionsPageProps) {
  if (!olderHref && !newestHref) return null;
  return (
    <nav aria-label="Pages" className="flex justify-between gap-3">
      {newestHref ? (
        <Link to={newestHref} className={buttonClass()}>
          Newest
        </Link>
      ) : (
        <span />
      )}
      {olderHref && (
        <Link to={olderHref} className={buttonClass()}>
          Older sessions
        </Link>
      )}
    </nav>
  );
}
