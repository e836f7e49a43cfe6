import { Link } from "@remix-run/react";
import { Avatar } from "~/ui/avatar";
import { Badge } from "~/ui/badge";
import { LocalTime } from "~/ui/local-time";
import { markMatches } from "~/ui/mark-matches";
import type { SessionListItem } from "../session-view";
import { SlaText } from "./sla-text";
import { UnreadCount } from "./unread-count";

type SessionRowProps = {
  session: SessionListItem;
  /** The search, to be marked in the excerpt. */
  query: string;
  showTrainee: boolean;
  now: string;
};

export function SessionRow({ session, query, showTrainee, now }: SessionRowProps) {
  const href = `/sessions/${session.id}`;
  const ended = session.status === "ended";
  return (
    <li className="relative flex flex-col gap-2 px-4 py-4 hover:bg-surface two:flex-row two:gap-4">
      <Avatar name={session.customerName} className="hidden h-10 w-10 two:inline-flex" />
      <div className="min-w-0 flex-1 space-y-0.5">
        <p className="flex flex-wrap items-center gap-x-2">
          {/* The whole row leads there; the debrief's link lies above it. */}
          <Link to={href} className="font-semibold after:absolute after:inset-0">
            {session.customerName}
          </Link>
          {session.unread > 0 && !ended && <UnreadCount count={session.unread} />}
          <span className="text-sm text-muted">
            {session.scenarioTitle} ·{" "}
            <span className="whitespace-nowrap tabular-nums">{session.ticketNumber}</span>
            {showTrainee && ` · ${session.traineeName}`}
          </span>
          {session.continued && <Badge icon="refresh">From here</Badge>}
        </p>
        <Excerpt session={session} query={query} />
        <p className="text-sm text-muted">
          Started <LocalTime at={session.startedAt} show="date-time" className="tabular-nums" />
        </p>
      </div>
      <div className="flex shrink-0 flex-row-reverse items-center justify-between gap-2 two:flex-col two:items-end two:gap-1">
        {ended ? <Score score={session.score} /> : <Badge tone="accent">Running</Badge>}
        {ended ? (
          <Link
            to={`${href}/debrief`}
            className="relative inline-flex min-h-target items-center font-semibold text-accent hover:underline"
          >
            Debrief<span className="sr-only"> with {session.customerName}</span>
          </Link>
        ) : (
          <SlaText
            sla={session.sla}
            answered={session.answered}
            startedAt={session.startedAt}
            now={now}
          />
        )}
      </div>
    </li>
  );
}

function Excerpt({ session, query }: { session: SessionListItem; query: string }) {
  const { excerpt, lastMessage, subject } = session;
  if (excerpt === null) {
    const you = lastMessage?.role === "trainee" ? "You: " : "";
    return <p className="truncate">{lastMessage ? `${you}${lastMessage.text}` : subject}</p>;
  }
  return (
    <p className="line-clamp-2">
      {markMatches(excerpt, query).map((part, index) =>
        part.marked ? (
          <mark key={index} className="rounded-sm bg-accent-soft px-0.5 font-semibold text-text">
            {part.text}
          </mark>
        ) : (
          part.text
        ),
      )}
    </p>
  );
}

function Score({ score }: { score: number | null }) {
  if (score === null) return <Badge>Ended</Badge>;
  return (
    <p className="whitespace-nowrap text-sm text-muted">
      <strong className="text-lg tabular-nums text-text">{score}</strong> of 100
    </p>
  );
}
