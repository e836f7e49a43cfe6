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
import { saveAndPublish } from "~/authoring/publish-draft.server";
import { DraftPage } from "~/authoring/views/draft-page";
import { AppError } from "~/errors";
import { field, formAction, page } from "~/http/page.server";
import { parseWholeNumber } from "~/lib/whole-number";
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
      const edited = { id, revision: parseWholeNumber(field(form, "revision")) ?? 0, source: text };
      if (intent !== "publish") {
        await saveDraft(services, viewer, edited);
        return redirect(`/authoring/drafts/${id}${intent === "play" ? "/play" : ""}`, 303);
      }
      const { scenarioId, version } = await saveAndPublish(services, viewer, edited);
      return redirect(`/authoring/scenarios/${scenarioId}?chosen=${String(version)}`, 303);
    } catch (error) {
      if (!(error instanceof AppError) || error.status < 413 || error.status >= 500) throw error;
      return data({ text, error: error.detail }, { status: error.status });
    }
  });

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
