import type { Report } from "../get-report.server";

/** The debrief as data. `version` goes up when something that was there changes; new members may come. */
export function toDebriefJson({ session, debrief, messages, actions }: Report): string {
  const { id, ticketNumber, subject, scenarioId, scenarioTitle, level, endReason } = session;
  const content = {
    format: "deskside-debrief",
    version: 1,
    session: {
      ...{ id, ticketNumber, subject, scenarioId, scenarioTitle, level, endReason },
      ...{ startedAt: session.startedAt, endedAt: session.endedAt },
      ...{ trainee: session.traineeName, customer: session.customer.name },
      continuation: session.continuation,
    },
    debrief,
    messages: messages.map(({ seq, author, text, createdAt }) => ({
      seq,
      author,
      text,
      createdAt,
    })),
    actions,
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}
