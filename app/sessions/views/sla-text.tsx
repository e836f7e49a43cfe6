import type { Sla } from "~/scenarios/scenario-card";
import { classNames } from "~/ui/class-names";
import { Icon } from "~/ui/icon";
import { useNow } from "~/ui/use-now";
import { slaClock } from "../sla";

type SlaTextProps = {
  sla: Sla;
  answered: boolean;
  startedAt: string;
  /** The server's time at rendering, ISO 8601. */
  now: string;
};

const looks = {
  calm: "text-muted",
  soon: "font-semibold text-text",
  breached: "font-semibold text-danger",
} as const;

/** The running SLA clock in words; silent for screen readers until they come to it. */
export function SlaText({ sla, answered, startedAt, now }: SlaTextProps) {
  const { text, state } = slaClock(sla, answered, Date.parse(startedAt), useNow(now));
  return (
    <span className={classNames("inline-flex items-center gap-1 text-sm", looks[state])}>
      <Icon name={state === "breached" ? "alert" : "clock"} className="h-4 w-4" />
      <span className="tabular-nums">{text}</span>
    </span>
  );
}
