import type { Priority } from "~/scenarios/scenario-card";
import { Badge } from "~/ui/badge";

const labels: Record<Priority, string> = {
  low: "Low priority",
  normal: "Normal priority",
  high: "High priority",
  urgent: "Urgent",
};

export function PriorityBadge({ priority }: { priority: Priority }) {
  return <Badge icon="flag">{labels[priority]}</Badge>;
}
