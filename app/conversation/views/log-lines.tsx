import type { ReactNode } from "react";
import { Icon } from "~/ui/icon";
import { LinkedText } from "~/ui/linked-text";
import { LocalTime } from "~/ui/local-time";
import { formatDay } from "~/ui/time-format";
import { useKnownTimeZone, useTimeZone } from "~/ui/use-time-zone";
import type { Action, Author, Message } from "../events";

/** A new day, in the reader's zone. */
export function DayLine({ at }: { at: string }) {
  const zone = useTimeZone();
  const known = useKnownTimeZone();
  return (
    <Rule>
      <time dateTime={at}>{formatDay(at, zone)}</time>
      {!known && " (UTC)"}
    </Rule>
  );
}

/** Where the reader left off; stays until they leave the page. */
export function UnreadLine() {
  return (
    <div data-unread-divider="" className="flex items-center gap-3 py-1 text-accent">
      <span className="h-px flex-1 bg-accent" />
      <span className="text-sm font-semibold">New</span>
      <span className="h-px flex-1 bg-accent" />
    </div>
  );
}

/** A line by nobody: a tool's result, "Priya left the chat". */
export function SystemLine({ message, entryKey }: { message: Message; entryKey: string }) {
  return (
    <div
      data-seq={message.seq}
      data-author="system"
      data-entry={entryKey}
      id={`m${message.seq}`}
      className="flex justify-center px-4"
    >
      <p className="flex max-w-prose items-start gap-2 rounded-md bg-sunken px-3 py-1.5 text-sm text-text">
        <Icon name="info" className="mt-px h-[1.1rem] w-[1.1rem] text-muted" />
        <span className="min-w-0 whitespace-pre-wrap">
          <LinkedText text={message.text} />
        </span>
      </p>
    </div>
  );
}

type ActionLineProps = { action: Action; entryKey: string; viewer: Author };

export function ActionLine({ action, entryKey, viewer }: ActionLineProps) {
  return (
    <p
      data-entry={entryKey}
      className="flex items-center justify-center gap-2 px-4 text-sm text-muted"
    >
      <Icon name="tool" className="h-[1.1rem] w-[1.1rem]" />
      <span>
        {action.by === viewer.name ? "You" : action.by} used{" "}
        <strong className="font-semibold text-text">{action.label}</strong> ·{" "}
        <LocalTime at={action.at} className="tabular-nums" />
      </span>
    </p>
  );
}

function Rule({ children }: { children: ReactNode }) {
  return (
    <div className="flex items-center gap-3 py-1 text-sm text-muted">
      <span className="h-px flex-1 bg-line" />
      <span>{children}</span>
      <span className="h-px flex-1 bg-line" />
    </div>
  );
}
