import { NavLink } from "@remix-run/react";
import type { SessionListItem } from "~/sessions/session-view";
import { SlaText } from "~/sessions/views/sla-text";
import { UnreadCount } from "~/sessions/views/unread-count";
import { Avatar } from "~/ui/avatar";
import { classNames } from "~/ui/class-names";
import { openChatsNow } from "../open-chats-now";
import type { ChatProps } from "./chat-props";

type OpenChatsProps = Pick<ChatProps, "openSessions" | "transcript" | "history" | "viewer" | "now">;

/** The left pane: the chats that still run: one's own, for a trainer everyone's. */
export function OpenChats({ openSessions, transcript, history, viewer, now }: OpenChatsProps) {
  const sessions = openChatsNow(openSessions, transcript, history.laterHref !== null);
  const typing = transcript.typing.some((typist) => typist.author.role !== viewer.role);
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
            <OpenChat
              session={session}
              now={now}
              current={session.id === transcript.sessionId}
              typing={session.id === transcript.sessionId && typing}
              own={viewer.role === "trainee"}
            />
          </li>
        ))}
      </ul>
    </nav>
  );
}

type OpenChatProps = {
  session: SessionListItem;
  now: string;
  current: boolean;
  typing: boolean;
  /** False for a trainer, who sees the chats of many. */
  own: boolean;
};

function OpenChat({ session, now, current, typing, own }: OpenChatProps) {
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
          {typing ? "typing …" : lastLine(session, own)}
        </span>
        {!own && (
          <span className="block truncate text-sm text-muted">with {session.traineeName}</span>
        )}
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

function lastLine({ lastMessage, subject, traineeName }: SessionListItem, own: boolean): string {
  if (!lastMessage) return subject;
  if (lastMessage.role !== "trainee") return lastMessage.text;
  return `${own ? "You" : traineeName}: ${lastMessage.text}`;
}
