import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { openDraft } from "~/authoring/drafts.server";
import { listVersions } from "~/authoring/list-authored.server";
import { chooseVersion } from "~/authoring/publish-draft.server";
import { VersionsPage } from "~/authoring/views/versions-page";
import { AppError } from "~/errors";
import { field, formAction, page } from "~/http/page.server";
import { parseWholeNumber } from "~/lib/whole-number";
import { CsrfInput } from "~/root";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Versions of ${data?.title ?? "a scenario"} – Deskside` },
];

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async ({ services, viewer, params, url }) => {
    const listed = await listVersions(services, viewer, params["id"] ?? "");
    const chosen = parseWholeNumber(url.searchParams.get("chosen") ?? "");
    const current = listed.versions.find((one) => one.current)?.version;
    return { ...listed, chosen: chosen === current ? chosen : null };
  });

/** Puts a version into the library, or opens a draft that begins with it. */
export const action = (args: ActionFunctionArgs) =>
  formAction(args, async ({ services, viewer, params, form }) => {
    const scenarioId = params["id"] ?? "";
    const { versions } = await listVersions(services, viewer, scenarioId);
    const version = parseWholeNumber(field(form, "version"));
    if (!versions.some((one) => one.version === version) || typeof version !== "number")
      throw new AppError("not_found", "There is no such version.");
    if (field(form, "intent") === "use") {
      await chooseVersion(services, viewer, { scenarioId, version });
      return redirect(`/authoring/scenarios/${scenarioId}?chosen=${String(version)}`, 303);
    }
    const id = await openDraft(services, viewer, { scenarioId, version });
    return redirect(`/authoring/drafts/${id}`, 303);
  });

export default function Versions() {
  return <VersionsPage {...useLoaderData<typeof loader>()} csrf={<CsrfInput />} />;
}
