import { classNames } from "~/ui/class-names";
import { Icon, type IconName } from "~/ui/icon";
import type { MessageStatus } from "../message-status";
import type { PendingMessage } from "../outbox/pending";

type AnyStatus = MessageStatus | PendingMessage["state"];

const shown: Record<AnyStatus, { icon: IconName; text: string }> = {
  waiting: { icon: "clock", text: "Waiting to send" },
  sending: { icon: "send", text: "Sending" },
  sent: { icon: "check", text: "Sent" },
  delivered: { icon: "checkTwice", text: "Delivered" },
  read: { icon: "eye", text: "Read" },
  not_sent: { icon: "alert", text: "Not sent" },
};

type StatusLineProps = {
  status: AnyStatus;
  /** Said by the next message already: kept for screen readers and find-in-page only. */
  repeated: boolean;
};

/** How far an own message has got, by icon and words. */
export function StatusLine({ status, repeated }: StatusLineProps) {
  const { icon, text } = shown[status];
  return (
    <span
      className={classNames(
        "flex items-center gap-1 text-sm",
        repeated && "sr-only",
        status === "not_sent" ? "font-semibold text-danger" : "text-muted",
      )}
    >
      <Icon name={icon} className="h-4 w-4" />
      {text}
    </span>
  );
}
