import { type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readEvents } from "~/conversation/event-log.server";
import type { Action, Message } from "~/conversation/events";
import { getDebrief } from "~/debrief/get-debrief.server";
import { DebriefPage } from "~/debrief/views/debrief-page";
import { useToldEnding } from "~/embedding/use-told-ending";
import { page } from "~/http/page.server";
import { CsrfInput } from "~/root";
import { accessSession } from "~/sessions/access-session.server";
import { getSessionView } from "~/sessions/get-session-view.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Debrief: ${data?.session.scenarioTitle ?? ""} – Deskside` },
];

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async ({ services, viewer, params }) => {
    const session = await accessSession(services, viewer, params["id"]);
    if (session.status === "active") throw redirect(`/sessions/${session.id}`);
    const [view, debrief, events] = await Promise.all([
      getSessionView(services, session),
      getDebrief(services, session),
      readEvents(services.db, session.id, 0, session.head),
    ]);
    const messages: Message[] = [];
    const actions: Action[] = [];
    for (const event of events) {
      if (event.type === "message.posted") messages.push(event.data);
      if (event.type === "action.taken") actions.push(event.data);
    }
    const mayRetry = viewer.id === session.traineeId;
    const again = mayRetry ? { seed: session.seed, startKey: crypto.randomUUID() } : null;
    return { session: view, debrief, messages, actions, again };
  });

export default function Debrief() {
  const loaded = useLoaderData<typeof loader>();
  useToldEnding(loaded.again ? loaded.session.id : null);
  return <DebriefPage {...loaded} csrf={<CsrfInput />} />;
}
