import { Link } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { buttonClass } from "~/ui/button";
import { KeptText } from "~/ui/kept-text";
import type { ChatProps } from "./chat-props";
import { ConnectionStatus } from "./connection-status";
import { isFocusLost } from "./focus-places";

type SessionClosedProps = Pick<
  ChatProps,
  "session" | "transcript" | "connection" | "transport" | "problem" | "draft" | "callbacks"
>;

/** Stands where the composer stood: why one can't write here, and where to go on. */
export function SessionClosed(props: SessionClosedProps) {
  const { session, transcript, connection, transport, problem } = props;
  const ended = transcript.status === "ended";
  const unsent = props.callbacks ? props.draft.text : "";
  const line = useFocusWhereComposerWas(props.callbacks !== null);
  return (
    <div className="no-print shrink-0 border-t border-line bg-raised px-4 py-3 two:px-6">
      {unsent !== "" && <KeptText text={unsent} />}
      <div className="mx-auto flex max-w-4xl flex-wrap items-center justify-between gap-3">
        <div className="space-y-0.5">
          <p ref={line} tabIndex={-1} className="font-semibold">
            {ended ? endedText(session) : watchingText(session)}
          </p>
          <div className="flex flex-wrap items-center gap-x-4 text-sm text-muted">
            {!ended && <ConnectionStatus {...{ connection, transport, problem }} waiting={0} />}
            <span>Practice – simulated customer</span>
          </div>
        </div>
        {ended ? (
          <Link to={`/sessions/${session.id}/debrief`} className={buttonClass("primary")}>
            Read the debrief
          </Link>
        ) : connection === "connected" ? null : (
          <Link to={`/sessions/${session.id}`} reloadDocument className={buttonClass("quiet")}>
            Check for new messages
          </Link>
        )}
      </div>
    </div>
  );
}

/** `inLivePage`: it comes in the place of the composer, which may have had the focus. */
function useFocusWhereComposerWas(inLivePage: boolean) {
  const line = useRef<HTMLParagraphElement>(null);
  const cameLate = useRef(inLivePage);
  useEffect(() => {
    if (cameLate.current && isFocusLost(document)) line.current?.focus();
  }, []);
  return line;
}

function endedText({ endReason, customer }: ChatProps["session"]): string {
  if (endReason === "customer_left")
    return `${customer.name} left the chat. The session has ended.`;
  if (endReason === "abandoned") return "This session was closed before it was resolved.";
  return "This session has ended.";
}

function watchingText({ traineeName }: ChatProps["session"]): string {
  return `You are reading along. Only ${traineeName} can write here.`;
}
