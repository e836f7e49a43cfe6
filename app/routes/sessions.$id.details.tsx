import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getSnapshot } from "~/conversation/snapshot.server";
import { DetailsPage } from "~/conversation/views/details-page";
import { page } from "~/http/page.server";
import { CsrfInput } from "~/root";
import { accessSession } from "~/sessions/access-session.server";
import { getSessionView } from "~/sessions/get-session-view.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.session.ticketNumber ?? "Details"} – Deskside` },
];

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async ({ services, viewer, params }) => {
    const session = await accessSession(services, viewer, params["id"]);
    const { transcript } = await getSnapshot(services, session);
    return {
      session: await getSessionView(services, session),
      transcript,
      toolKey: crypto.randomUUID(),
      toolError: null,
    };
  });

export default function Details() {
  return <DetailsPage {...useLoaderData<typeof loader>()} csrf={<CsrfInput />} />;
}
