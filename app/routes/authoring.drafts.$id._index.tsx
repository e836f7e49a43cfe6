import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { deleteDraft, saveDraft } from "~/authoring/drafts.server";
import { getDraftView } from "~/authoring/get-draft-view.server";
import { publishDraft } from "~/authoring/publish-draft.server";
import { DraftPage } from "~/authoring/views/draft-page";
import { AppError } from "~/errors";
import { field, formAction, page } from "~/http/page.server";
import { CsrfInput } from "~/root";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.draft.title ?? "Draft"} – Deskside` },
];

export const loader = (args: LoaderFunctionArgs) =>
  page(args, ({ services, viewer, params }) => getDraftView(services, viewer, params["id"] ?? ""));

export const action = (args: ActionFunctionArgs) =>
  formAction(args, async ({ services, viewer, params, form }) => {
    const [id, intent, text] = [params["id"] ?? "", field(form, "intent"), field(form, "text")];
    if (intent === "delete") {
      await deleteDraft(services, viewer, id);
      return redirect("/authoring", 303);
    }
    try {
      const revision = Number(field(form, "revision"));
      if (intent !== "publish" || (await isOpen(args, id))) {
        await saveDraft(services, viewer, { id, revision, source: text });
      }
      if (intent !== "publish") {
        return redirect(`/authoring/drafts/${id}${intent === "play" ? "/play" : ""}`, 303);
      }
      const { scenarioId, version } = await publishDraft(services, viewer, id);
      return redirect(`/authoring/scenarios/${scenarioId}?chosen=${String(version)}`, 303);
    } catch (error) {
      if (!(error instanceof AppError) || error.status < 413 || error.status >= 500) throw error;
      return data({ text, error: error.detail }, { status: error.status });
    }
  });

/** A form that is sent twice finds its draft published and gone. */
async function isOpen({ context }: ActionFunctionArgs, id: string): Promise<boolean> {
  const { db } = context.services;
  return (await db.scenarioVersion.count({ where: { draftId: id } })) === 0;
}

export default function Draft() {
  const { text, ...loaded } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <DraftPage
      {...loaded}
      text={refused?.text ?? text}
      error={refused?.error ?? null}
      csrf={<CsrfInput />}
    />
  );
}
