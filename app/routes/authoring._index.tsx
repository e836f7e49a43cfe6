import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { openDraft } from "~/authoring/drafts.server";
import { listAuthored } from "~/authoring/list-authored.server";
import { AuthoringPage } from "~/authoring/views/authoring-page";
import { field, formAction, page } from "~/http/page.server";
import { CsrfInput } from "~/root";

export const meta: MetaFunction = () => [{ title: "Authoring – Deskside" }];

export const loader = (args: LoaderFunctionArgs) =>
  page(args, ({ services, viewer }) => listAuthored(services, viewer));

/** Opens the draft of a scenario, or makes one of its current version. */
export const action = (args: ActionFunctionArgs) =>
  formAction(args, async ({ services, viewer, form }) => {
    const id = await openDraft(services, viewer, { scenarioId: field(form, "scenarioId") });
    return redirect(`/authoring/drafts/${id}`, 303);
  });

export default function Authoring() {
  return <AuthoringPage {...useLoaderData<typeof loader>()} csrf={<CsrfInput />} />;
}
