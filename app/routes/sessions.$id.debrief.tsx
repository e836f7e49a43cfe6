import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { canContinue, continueSession } from "~/customer/continue-session.server";
import { runDueEffects } from "~/customer/run-due-effects.server";
import { getReport } from "~/debrief/get-report.server";
import { DebriefPage } from "~/debrief/views/debrief-page";
import { useToldEnding } from "~/embedding/use-told-ending";
import { field, formAction, page } from "~/http/page.server";
import { parseWholeNumber } from "~/lib/whole-number";
import { CsrfInput } from "~/root";
import { accessSession } from "~/sessions/access-session.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Debrief: ${data?.session.scenarioTitle ?? ""} – Deskside` },
];

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async ({ services, viewer, params }) => {
    const session = await accessSession(services, viewer, params["id"]);
    if (session.status === "active") throw redirect(`/sessions/${session.id}`);
    const [report, fromHere] = await Promise.all([
      getReport(services, session),
      canContinue(services, session),
    ]);
    const mayRetry = viewer.id === session.traineeId;
    const again = mayRetry ? { seed: session.seed, startKey: crypto.randomUUID() } : null;
    return { ...report, again, fromHere, files: `/sessions/${session.id}/export` };
  });

/** "Try again from here"; the same button again goes to the session that it made first. */
export const action = (args: ActionFunctionArgs) =>
  formAction(args, async ({ services, viewer, params, form }) => {
    const session = await accessSession(services, viewer, params["id"]);
    const seq = parseWholeNumber(field(form, "seq")) ?? 0;
    const key = field(form, "key");
    await services.limits.spend("start", viewer.id);
    const id = await continueSession(services, session, {
      seq,
      key: key ? `${key}:${String(seq)}` : undefined,
    });
    const next = await runDueEffects(services, id);
    if (next) services.turns.wake(id, next);
    return redirect(`/sessions/${id}`, 303);
  });

export default function Debrief() {
  const loaded = useLoaderData<typeof loader>();
  useToldEnding(loaded.again ? loaded.session.id : null);
  return <DebriefPage {...loaded} csrf={<CsrfInput />} />;
}
