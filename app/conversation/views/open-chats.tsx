import { NavLink } from "@remix-run/react";
import type { SessionListItem } from "~/sessions/session-view";
import { SlaText } from "~/sessions/views/sla-text";
import { UnreadCount } from "~/sessions/views/unread-count";
import { Avatar } from "~/ui/avatar";
import { classNames } from "~/ui/class-names";

type OpenChatsProps = { sessions: readonly SessionListItem[]; currentId: string; now: string };

/** The left pane: every chat of one's own that still runs. */
export function OpenChats({ sessions, currentId, now }: OpenChatsProps) {
  return (
    <nav
      aria-label="Open chats"
      className="no-print hidden min-h-0 flex-col overflow-y-auto border-r border-line bg-surface three:flex"
    >
      <h2 className="px-4 pb-2 pt-4 text-sm font-semibold text-muted">
        Open chats{sessions.length > 0 && ` · ${sessions.length}`}
      </h2>
      {sessions.length === 0 && <p className="px-4 text-muted">None at the moment.</p>}
      <ul className="space-y-px px-2 pb-4">
        {sessions.map((session) => (
          <li key={session.id}>
            <OpenChat session={session} now={now} current={session.id === currentId} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

type OpenChatProps = { session: SessionListItem; now: string; current: boolean };

function OpenChat({ session, now, current }: OpenChatProps) {
  return (
    <NavLink
      to={`/sessions/${session.id}`}
      end
      className={classNames(
        "flex gap-3 rounded-md border px-2.5 py-2.5",
        current ? "border-line bg-raised" : "border-transparent hover:bg-sunken",
      )}
    >
      <Avatar
        name={session.customerName}
        className="h-9 w-9"
        tone={current ? "accent" : "neutral"}
      />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline justify-between gap-2">
          <span className="truncate font-semibold">{session.customerName}</span>
          {session.unread > 0 && !current && <UnreadCount count={session.unread} />}
        </span>
        <span className="block truncate text-sm text-muted">
          {session.lastMessage
            ? `${session.lastMessage.role === "trainee" ? "You: " : ""}${session.lastMessage.text}`
            : session.subject}
        </span>
        <SlaText
          sla={session.sla}
          answered={session.answered}
          startedAt={session.startedAt}
          now={now}
        />
      </span>
    </NavLink>
  );
}
