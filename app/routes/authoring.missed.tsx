import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { addToLexicon, ignoreMissed, listMissed, meanings } from "~/authoring/missed.server";
import { MissedPage } from "~/authoring/views/missed-page";
import { AppError } from "~/errors";
import { field, formAction, page } from "~/http/page.server";
import { CsrfInput } from "~/root";
import { listScenarios } from "~/scenarios/catalogue.server";

export const meta: MetaFunction = () => [{ title: "Not understood – Deskside" }];

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async ({ services, viewer, url }) => {
    const [missed, scenarios] = await Promise.all([
      listMissed(services, viewer),
      listScenarios(services),
    ]);
    const items = missed.map((one) => {
      const scenario = scenarios.find(({ id }) => id === one.scenarioId);
      return {
        ...one,
        scenarioTitle: scenario?.title ?? one.scenarioId,
        meanings: scenario ? meanings(scenario) : [],
      };
    });
    return { items, taught: url.searchParams.get("taught") };
  });

export const action = (args: ActionFunctionArgs) =>
  formAction(args, async ({ services, viewer, form }) => {
    const id = field(form, "id");
    if (field(form, "intent") === "ignore") {
      await ignoreMissed(services, viewer, id);
      return redirect("/authoring/missed", 303);
    }
    const [intent, phrase] = [field(form, "meaning"), field(form, "phrase")];
    try {
      const draftId = await addToLexicon(services, viewer, { id, intent, phrase });
      return redirect(`/authoring/missed?taught=${draftId}`, 303);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "invalid_input") throw error;
      return data({ id, intent, phrase, error: error.detail }, { status: error.status });
    }
  });

export default function Missed() {
  const refused = useActionData<typeof action>();
  return (
    <MissedPage
      {...useLoaderData<typeof loader>()}
      refused={refused ?? null}
      csrf={<CsrfInput />}
    />
  );
}
