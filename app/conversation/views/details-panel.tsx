import type { ReactNode } from "react";
import { DataList } from "~/ui/card";
import { Icon, type IconName } from "~/ui/icon";
import type { ChatProps } from "./chat-props";
import { ToolsPanel } from "./tools-panel";

export type DetailsPanelProps = Pick<
  ChatProps,
  "session" | "transcript" | "framed" | "csrf" | "toolKey" | "toolError"
>;

/** Everything one may look up while the customer waits. */
export function DetailsPanel(props: DetailsPanelProps) {
  const { customer, brief } = props.session;
  return (
    <div className="divide-y divide-line">
      <Section icon="person" title="Customer">
        <DataList
          rows={[
            { label: "Name", value: customer.name },
            { label: "Role", value: customer.role },
            ...customer.profile,
          ]}
        />
      </Section>
      {customer.device.length > 0 && (
        <Section icon="device" title="Device">
          <DataList rows={customer.device} />
        </Section>
      )}
      <Section icon="ticket" title="Previous tickets">
        <PreviousTickets tickets={customer.previousTickets} />
      </Section>
      <Section icon="tool" title="Admin tools">
        <ToolsPanel {...props} />
      </Section>
      <Section icon="book" title="Brief">
        <div className="space-y-2">
          {brief.split(/\n{2,}/u).map((paragraph) => (
            <p key={paragraph} className="whitespace-pre-line">
              {paragraph}
            </p>
          ))}
        </div>
      </Section>
    </div>
  );
}

function Section({
  icon,
  title,
  children,
}: {
  icon: IconName;
  title: string;
  children: ReactNode;
}) {
  return (
    <details open className="group px-4 py-1.5">
      <summary className="flex min-h-target cursor-pointer list-none items-center gap-2 rounded font-semibold [&::-webkit-details-marker]:hidden">
        <Icon name={icon} className="h-[1.15rem] w-[1.15rem] text-muted" />
        <h2 className="flex-1">{title}</h2>
        <Icon
          name="chevronRight"
          className="h-4 w-4 text-muted transition-transform group-open:rotate-90"
        />
      </summary>
      <div className="pb-3">{children}</div>
    </details>
  );
}

type Tickets = ChatProps["session"]["customer"]["previousTickets"];

function PreviousTickets({ tickets }: { tickets: Tickets }) {
  if (tickets.length === 0) return <p className="text-muted">None on record.</p>;
  return (
    <ul className="space-y-2.5">
      {tickets.map((ticket) => (
        <li key={ticket.number}>
          <p>{ticket.subject}</p>
          <p className="text-sm text-muted">
            <span className="whitespace-nowrap tabular-nums">{ticket.number}</span> ·{" "}
            {ticket.status} · {ticket.date}
          </p>
        </li>
      ))}
    </ul>
  );
}
