import { Link } from "@remix-run/react";
import { buttonClass } from "~/ui/button";
import { DetailsPanel, type DetailsPanelProps } from "./details-panel";

/** The details alone, for narrow frames: `/sessions/:id/details`. */
export function DetailsPage(props: Omit<DetailsPanelProps, "framed">) {
  const { session } = props;
  return (
    <div className="mx-auto w-full max-w-2xl py-4">
      <header className="flex flex-wrap items-center justify-between gap-3 px-4 pb-3">
        <div className="min-w-0">
          <h1 className="text-xl font-bold">{session.customer.name}</h1>
          <p className="text-sm text-muted">
            {session.ticketNumber} · {session.subject}
          </p>
        </div>
        <Link to={`/sessions/${session.id}`} className={buttonClass("primary")}>
          Back to the conversation
        </Link>
      </header>
      <div className="border-y border-line bg-raised two:rounded-lg two:border-x">
        <DetailsPanel {...props} framed={false} />
      </div>
      <p className="px-4 pt-3 text-sm text-muted">Practice – simulated customer</p>
    </div>
  );
}
