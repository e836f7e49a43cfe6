import { Link } from "@remix-run/react";
import { Avatar } from "~/ui/avatar";
import { EmptyState } from "~/ui/empty-state";
import { LocalTime } from "~/ui/local-time";
import { Page } from "~/ui/page";
import type { TraineeRow } from "../list-trainees.server";

/** For trainers: whose progress to look at. */
export function TraineesPage({ trainees }: { trainees: readonly TraineeRow[] }) {
  return (
    <Page title="Progress" intro="Choose a trainee." width="narrow">
      {trainees.length === 0 ? (
        <EmptyState icon="person" title="No trainees yet">
          <p>Whoever has a trainee's account is listed here.</p>
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-raised">
          {trainees.map((trainee) => (
            <Row key={trainee.id} trainee={trainee} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function Row({ trainee: { id, name, attempts, average, lastAt } }: { trainee: TraineeRow }) {
  return (
    <li className="relative flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 hover:bg-surface">
      <Avatar name={name} />
      <div className="min-w-0 flex-1 basis-40">
        <Link to={`/progress?trainee=${id}`} className="font-semibold after:absolute after:inset-0">
          {name}
        </Link>
        <p className="text-sm text-muted">
          {lastAt === null ? (
            "Not practised yet"
          ) : (
            <>
              {attempts} {attempts === 1 ? "attempt" : "attempts"}, last{" "}
              <LocalTime at={lastAt} show="date-time" className="tabular-nums" />
            </>
          )}
        </p>
      </div>
      {average !== null && (
        <p className="whitespace-nowrap text-sm text-muted">
          Average best <strong className="text-lg tabular-nums text-text">{average}</strong> of 100
        </p>
      )}
    </li>
  );
}
