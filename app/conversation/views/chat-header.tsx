import { Form, Link } from "@remix-run/react";
import { PriorityBadge } from "~/sessions/views/priority-badge";
import { SlaText } from "~/sessions/views/sla-text";
import { Avatar } from "~/ui/avatar";
import { Badge } from "~/ui/badge";
import { Button, buttonClass } from "~/ui/button";
import { Icon } from "~/ui/icon";
import type { ChatProps } from "./chat-props";

type ChatHeaderProps = Pick<ChatProps, "session" | "transcript" | "now">;

/** Who one is talking to, about which ticket, and how much time is left. */
export function ChatHeader({ session, transcript, now }: ChatHeaderProps) {
  const active = transcript.status === "active";
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-1.5 gap-y-1 border-b border-line bg-raised px-2 py-2 two:gap-x-3 two:px-4">
      <Link
        to="/sessions"
        aria-label="Back to my sessions"
        className="no-print -ml-1.5 flex min-h-target min-w-target items-center justify-center rounded text-muted hover:bg-sunken three:hidden"
      >
        <Icon name="chevronLeft" />
      </Link>
      <Avatar name={session.customer.name} className="hidden h-10 w-10 two:inline-flex" />
      <div className="min-w-[6rem] flex-1 basis-0">
        <h1 className="truncate text-md font-bold leading-snug two:text-lg">
          {session.customer.name}
        </h1>
        <p className="truncate text-sm text-muted">
          <span className="tabular-nums">{session.ticketNumber}</span> · {session.subject}
        </p>
      </div>
      <div className="order-last flex w-full items-center gap-3 pl-1 roomy:order-none roomy:w-auto roomy:pl-0">
        <PriorityBadge priority={session.priority} />
        {active ? (
          <SlaText
            sla={session.sla}
            answered={hasAnswered(transcript)}
            startedAt={session.startedAt}
            now={now}
          />
        ) : (
          <Badge icon="check">Ended</Badge>
        )}
      </div>
      <Link
        to={`/sessions/${session.id}/details`}
        aria-label="Details"
        className={buttonClass("quiet", "no-print min-w-target !px-2 two:hidden")}
      >
        <Icon name="info" />
      </Link>
      {active && !session.readOnly && (
        <Form method="get" action={`/sessions/${session.id}/resolve`} className="no-print">
          <Button>Resolve</Button>
        </Form>
      )}
    </header>
  );
}

function hasAnswered({ messages, hasEarlier }: ChatProps["transcript"]): boolean {
  return hasEarlier || messages.some((message) => message.author.role === "trainee");
}
