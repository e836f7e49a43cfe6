import { ChatHeader } from "./chat-header";
import { ChatProblem } from "./chat-problem";
import type { ChatProps } from "./chat-props";
import { Composer } from "./composer";
import { DetailsPanel } from "./details-panel";
import { LiveLog } from "./live-log";
import { Log } from "./log";
import { OpenChats } from "./open-chats";
import { SessionClosed } from "./session-closed";
import { TypingStatus } from "./typing-status";

/**
 * Three panes, two or one, as wide as the frame allows. In one pane the others
 * are pages of their own: `/sessions` and `/sessions/:id/details`.
 */
export function ChatPage(props: ChatProps) {
  const { session, transcript, viewer, now } = props;
  // A page that comes alive has no use for the frame.
  const framed = props.framed && !props.callbacks && transcript.status === "active";
  const writable = transcript.status === "active" && !session.readOnly;
  return (
    <div className="panes">
      <OpenChats {...props} />
      <section aria-label="Conversation" className="thread">
        <ChatHeader session={session} transcript={transcript} now={now} />
        <ChatProblem session={session} problem={props.problem} pending={props.pending} />
        {framed ? <LiveLog session={session} /> : <Log {...props} />}
        <TypingStatus typing={framed ? [] : transcript.typing} viewer={viewer} />
        {writable ? <Composer {...props} /> : <SessionClosed {...props} />}
      </section>
      <aside
        aria-label="Details"
        className="no-print hidden min-h-0 overflow-y-auto border-l border-line bg-surface two:block"
      >
        <DetailsPanel {...props} />
      </aside>
    </div>
  );
}
