import type { Priority, Sla } from "~/scenarios/scenario-card";

/**
 * What pages show of a session. Features further right extend these; nothing
 * hidden (world, facts, rubric) is ever part of them.
 */

/** How a session ended; `null` while it is active. */
export type EndReason = "resolved" | "customer_left" | "abandoned";

export type ToolView = { id: string; label: string; description: string };

export type SessionView = {
  id: string;
  /** As printed on the ticket, e.g. `INC-104233`. */
  ticketNumber: string;
  subject: string;
  channel: string;
  priority: Priority;
  sla: Sla;
  scenarioId: string;
  scenarioTitle: string;
  /** 1–3. */
  level: number;
  status: "active" | "ended";
  endReason: EndReason | null;
  /** ISO 8601. */
  startedAt: string;
  endedAt: string | null;
  traineeName: string;
  customer: {
    name: string;
    role: string;
    /** Rows for the side panel, e.g. Department → Payroll. */
    profile: { label: string; value: string }[];
    device: { label: string; value: string }[];
    previousTickets: { number: string; subject: string; status: string; date: string }[];
  };
  /** Paragraphs that the trainee read before the start. */
  brief: string;
  tools: ToolView[];
  /** True for everyone but the trainee whose session it is, and once it has ended. */
  readOnly: boolean;
  /** For a session that goes on from another: which (null once deleted), and up to which seq it is the same. */
  continuation: { sessionId: string | null; seq: number } | null;
};

export type SessionListItem = {
  id: string;
  ticketNumber: string;
  customerName: string;
  subject: string;
  scenarioId: string;
  scenarioTitle: string;
  traineeName: string;
  status: "active" | "ended";
  priority: Priority;
  sla: Sla;
  startedAt: string;
  endedAt: string | null;
  /** True once the trainee has answered at least once. */
  answered: boolean;
  lastMessage: { role: string; text: string; at: string } | null;
  /** Messages by others beyond the trainee's read cursor. */
  unread: number;
  /** 0–100 once ended and scored. */
  score: number | null;
  /** It goes on from an earlier session: its score is no best score. */
  continued: boolean;
  /** Where a search matched, as plain text around the match. */
  excerpt: string | null;
};
