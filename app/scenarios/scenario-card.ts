export type Priority = "low" | "normal" | "high" | "urgent";

/** Seconds since the session's start by which each is due. */
export type Sla = { firstResponseSeconds: number; resolutionSeconds: number };

/** What the ticket says before anything happens. */
export type TicketView = { subject: string; channel: string; priority: Priority; sla: Sla };

/** A scenario as the library shows it; nothing hidden is part of it. */
export type ScenarioCard = {
  id: string;
  version: number;
  title: string;
  summary: string;
  /** 1–3. */
  difficulty: number;
  skills: string[];
  customerName: string;
  customerRole: string;
  bestScore: number | null;
  attempts: number;
};
