import { Avatar } from "~/ui/avatar";
import { classNames } from "~/ui/class-names";
import { LinkedText } from "~/ui/linked-text";
import { LocalTime } from "~/ui/local-time";
import type { Receipt } from "../events";
import type { Entry, LogItem } from "../log-items";
import { statusOf } from "../message-status";
import type { ChatCallbacks } from "./chat-props";
import { StatusLine } from "./message-status";
import { UnsentChoices } from "./unsent-choices";

type MessageGroupProps = {
  group: Extract<LogItem, { kind: "group" }>;
  receipts: readonly Receipt[];
  writable: boolean;
  callbacks: ChatCallbacks | null;
};

/** What one author said within five minutes: who and when once, then the messages. */
export function MessageGroup({ group, receipts, writable, callbacks }: MessageGroupProps) {
  const { author, own, entries } = group;
  const statuses = entries.map((entry) => statusFor(entry, own, receipts));
  return (
    <div className={classNames("flex gap-2.5", own && "justify-end pl-8 two:pl-16")}>
      {!own && <Avatar name={author.name} className="mt-1 h-9 w-9" />}
      <div className={classNames("flex min-w-0 flex-col gap-1", own ? "items-end" : "pr-8")}>
        <p className="flex items-baseline gap-2 text-sm">
          <span className="font-semibold">{own ? "You" : author.name}</span>
          {author.role === "trainer" && <span className="text-note">Trainer</span>}
          {entries[0] && <LocalTime at={entries[0].at} className="tabular-nums text-muted" />}
        </p>
        {entries.map((entry, index) => (
          <MessageRow
            key={entry.key}
            entry={entry}
            own={own}
            role={author.role}
            status={statuses[index] ?? null}
            repeated={statuses[index] === statuses[index + 1]}
            writable={writable}
            callbacks={callbacks}
          />
        ))}
      </div>
    </div>
  );
}

function statusFor(entry: Entry, own: boolean, receipts: readonly Receipt[]) {
  if (entry.kind === "pending") return entry.pending.state;
  return own ? statusOf(entry.message, receipts) : null;
}

type MessageRowProps = {
  entry: Entry;
  own: boolean;
  role: string;
  status: ReturnType<typeof statusFor>;
  repeated: boolean;
  writable: boolean;
  callbacks: ChatCallbacks | null;
};

function MessageRow({ entry, own, role, status, repeated, ...choices }: MessageRowProps) {
  const pending = entry.kind === "pending" ? entry.pending : null;
  const text = entry.kind === "pending" ? entry.pending.text : entry.message.text;
  const unsent = pending?.state === "not_sent";
  return (
    <div
      data-seq={entry.kind === "stored" ? entry.message.seq : undefined}
      data-author={role}
      data-entry={entry.key}
      id={entry.kind === "stored" ? `m${entry.message.seq}` : undefined}
      className={classNames("flex max-w-full flex-col gap-1", own ? "items-end" : "items-start")}
    >
      <div dir="auto" className={classNames("bubble", bubbleLook(own, pending !== null, unsent))}>
        <LinkedText text={text} />
      </div>
      {status && <StatusLine status={status} repeated={repeated && !unsent} />}
      {pending && unsent && <UnsentChoices pending={pending} {...choices} />}
    </div>
  );
}

function bubbleLook(own: boolean, pending: boolean, unsent: boolean): string {
  if (unsent) return "border border-danger-line bg-danger-soft";
  if (pending) return "border border-dashed border-line-strong bg-accent-soft";
  return own ? "border border-transparent bg-accent-soft" : "border border-line bg-raised";
}
