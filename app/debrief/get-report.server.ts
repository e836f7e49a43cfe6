import { readEvents } from "~/conversation/event-log.server";
import type { Action, Message } from "~/conversation/events";
import type { Services } from "~/services.server";
import type { AccessedSession } from "~/sessions/access-session.server";
import { getSessionView } from "~/sessions/get-session-view.server";
import type { SessionView } from "~/sessions/session-view";
import type { Debrief } from "./debrief";
import { getDebrief } from "./get-debrief.server";

/** All that a debrief's page, and the files made of it, show. */
export type Report = {
  session: SessionView;
  debrief: Debrief;
  /** Ascending by seq. */
  messages: Message[];
  actions: Action[];
};

/** Throws `session_active` while the session runs. */
export async function getReport(services: Services, session: AccessedSession): Promise<Report> {
  const [view, debrief, events] = await Promise.all([
    getSessionView(services, session),
    getDebrief(services, session),
    readEvents(services.sql, session.id, 0, session.head),
  ]);
  const messages: Message[] = [];
  const actions: Action[] = [];
  for (const event of events) {
    if (event.type === "message.posted") messages.push(event.data);
    if (event.type === "action.taken") actions.push(event.data);
  }
  return { session: view, debrief, messages, actions };
}
