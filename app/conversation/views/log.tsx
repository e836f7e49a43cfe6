import { useMemo, useRef, useState } from "react";
import { useTimeZone } from "~/ui/use-time-zone";
import type { Author } from "../events";
import { type LogItem, logItems } from "../log-items";
import type { ChatProps } from "./chat-props";
import { HistoryLink } from "./history-link";
import { ActionLine, DayLine, SystemLine, UnreadLine } from "./log-lines";
import { MessageGroup } from "./message-group";
import { NewMessagesButton } from "./new-messages-button";
import { useAnnouncement } from "./use-announcement";
import { useLogScroll } from "./use-log-scroll";
import { useReadMarker } from "./use-read-marker";

type LogProps = Pick<
  ChatProps,
  | "session"
  | "transcript"
  | "viewer"
  | "pending"
  | "heard"
  | "sentKey"
  | "firstUnreadSeq"
  | "history"
  | "callbacks"
>;

/** The conversation, oldest first; opens at its end or at the first unread message. */
export function Log(props: LogProps) {
  const { session, transcript, viewer, history, sentKey, callbacks } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const items = useLogItems(props);
  const { atEnd, toEnd, onScroll } = useLogScroll(scroller, sentKey);
  const atHead = atEnd && history.laterHref === null;
  useReadMarker(transcript.messages.at(-1)?.seq ?? 0, atHead, callbacks?.onRead);
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={scroller}
        onScroll={onScroll}
        role="log"
        aria-label={`Conversation with ${session.customer.name}`}
        aria-live="off"
        aria-busy={history.loading}
        tabIndex={0}
        className="log-scroller outline-offset-[-3px]"
      >
        <div className="mx-auto w-full max-w-4xl space-y-4 px-3 py-4 two:px-6">
          {history.earlierHref && (
            <HistoryLink
              href={history.earlierHref}
              loading={history.loading}
              onFollow={callbacks?.onLoadEarlier}
            >
              Earlier messages
            </HistoryLink>
          )}
          {items.length === 0 && <NothingYet name={session.customer.name} />}
          {items.map((item) => (
            <LogLine
              key={item.key}
              item={item}
              receipts={transcript.receipts}
              viewer={viewer}
              writable={transcript.status === "active"}
              callbacks={callbacks}
            />
          ))}
          {history.laterHref && (
            <HistoryLink
              href={history.laterHref}
              loading={history.loading}
              onFollow={callbacks?.onLoadLater}
            >
              Later messages
            </HistoryLink>
          )}
        </div>
      </div>
      <NewMessagesButton
        heard={props.heard.length}
        atEnd={atEnd}
        atHead={atHead}
        onPress={() => {
          toEnd();
          scroller.current?.focus({ preventScroll: true });
          if (history.laterHref !== null) callbacks?.onLoadNewest();
        }}
      />
      <Announcer heard={props.heard} />
    </div>
  );
}

function useLogItems({ transcript, viewer, pending, ...props }: LogProps): LogItem[] {
  const timeZone = useTimeZone();
  // The divider stays where it was when the page opened.
  const [firstUnreadSeq] = useState(props.firstUnreadSeq);
  const { messages, actions } = transcript;
  return useMemo(
    () => logItems({ messages, actions, pending, viewer, firstUnreadSeq, timeZone }),
    [messages, actions, pending, viewer, firstUnreadSeq, timeZone],
  );
}

type LogLineProps = Pick<
  Parameters<typeof MessageGroup>[0],
  "receipts" | "writable" | "callbacks"
> & {
  item: LogItem;
  viewer: Author;
};

function LogLine({ item, viewer, ...own }: LogLineProps) {
  switch (item.kind) {
    case "day":
      return <DayLine at={item.at} />;
    case "unread":
      return <UnreadLine />;
    case "system":
      return <SystemLine message={item.message} entryKey={item.key} />;
    case "action":
      return <ActionLine action={item.action} entryKey={item.key} viewer={viewer} />;
    case "group":
      return <MessageGroup group={item} {...own} />;
  }
}

function NothingYet({ name }: { name: string }) {
  return <p className="py-16 text-center text-muted">{name} is about to write.</p>;
}

/** Alone in speaking: the log itself is silent, so that nothing is read out twice. */
function Announcer({ heard }: Pick<ChatProps, "heard">) {
  return (
    <div aria-live="polite" className="sr-only">
      {useAnnouncement(heard)}
    </div>
  );
}
