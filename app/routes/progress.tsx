import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { page } from "~/http/page.server";
import { CsrfInput } from "~/root";
import { getProgress } from "~/training/get-progress.server";
import { listTrainees } from "~/training/list-trainees.server";
import { ProgressPage } from "~/training/views/progress-page";
import { TraineesPage } from "~/training/views/trainees-page";

export const meta: MetaFunction = () => [{ title: "Progress – Deskside" }];

/** A trainee's own; for a trainer `?trainee=` somebody's, else the list to choose from. */
export const loader = (args: LoaderFunctionArgs) =>
  page(args, async ({ services, viewer, url }) => {
    const asked = url.searchParams.get("trainee");
    if (viewer.role === "trainer" && asked === null) {
      return { trainees: await listTrainees(services, viewer), progress: null };
    }
    const progress = await getProgress(services, viewer, {
      traineeId: asked ?? viewer.id,
      scenarioId: url.searchParams.get("scenario") ?? undefined,
    });
    const own = viewer.id === progress.trainee.id;
    return { progress, own, startKey: crypto.randomUUID(), trainees: null };
  });

export default function ProgressRoute() {
  const loaded = useLoaderData<typeof loader>();
  if (loaded.progress === null) return <TraineesPage trainees={loaded.trainees} />;
  return <ProgressPage {...loaded} csrf={<CsrfInput />} />;
}
