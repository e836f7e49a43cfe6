import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { createDraft } from "~/authoring/drafts.server";
import { requireTrainer } from "~/authoring/require-trainer";
import { NewPage } from "~/authoring/views/new-page";
import { AppError } from "~/errors";
import { field, formAction, page } from "~/http/page.server";
import { CsrfInput } from "~/root";

export const meta: MetaFunction = () => [{ title: "New scenario – Deskside" }];

export const loader = (args: LoaderFunctionArgs) =>
  page(args, ({ viewer }) => {
    requireTrainer(viewer);
    return Promise.resolve(null);
  });

export const action = (args: ActionFunctionArgs) =>
  formAction(args, async ({ services, viewer, form }) => {
    const file = form.get("file");
    const uploaded = file instanceof File && file.size > 0;
    const text = uploaded ? await file.text() : field(form, "text");
    try {
      const id = await createDraft(services, viewer, text);
      return redirect(`/authoring/drafts/${id}`, 303);
    } catch (error) {
      if (!(error instanceof AppError) || error.code === "forbidden") throw error;
      // What was typed is kept; a file is still where it was.
      const kept = uploaded ? field(form, "text") : text;
      return data({ text: kept, error: error.detail }, { status: error.status });
    }
  });

export default function New() {
  const refused = useActionData<typeof action>();
  return <NewPage text={refused?.text ?? ""} error={refused?.error ?? null} csrf={<CsrfInput />} />;
}
