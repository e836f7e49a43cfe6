import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { runDueEffects } from "~/customer/run-due-effects.server";
import { AppError } from "~/errors";
import { field, formAction, page } from "~/http/page.server";
import { parseWholeNumber } from "~/lib/whole-number";
import { listScenarios } from "~/scenarios/catalogue.server";
import { listSessions } from "~/sessions/list-sessions.server";
import { requireSessionFilters, toFilterValues } from "~/sessions/session-filters";
import { startSession } from "~/sessions/start-session.server";
import { SessionsPage } from "~/sessions/views/sessions-page";

export const meta: MetaFunction = () => [{ title: "My sessions – Deskside" }];

const pageOfSessions = 25;
const levels = [1, 2, 3];

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async ({ services, viewer, url }) => {
    const filters = toFilterValues(url.searchParams);
    const { query, error } = requireSessionFilters(filters);
    const before = url.searchParams.get("before") ?? undefined;
    if (query.q) await services.limits.spend("search", viewer.id);
    const [{ sessions, hasMore }, scenarios] = await Promise.all([
      listSessions(services, viewer, { ...query, before, limit: pageOfSessions }),
      listScenarios(services),
    ]);
    return {
      sessions,
      filters,
      error,
      scenarios: scenarios.map(({ id, title }) => ({ id, title })),
      olderHref: hasMore ? hrefOf(url, sessions.at(-1)?.id) : null,
      newestHref: before === undefined ? null : hrefOf(url, undefined),
      role: viewer.role,
      now: services.clock.now().toISOString(),
    };
  });

function hrefOf(url: URL, before: string | undefined): string {
  const params = new URLSearchParams(url.search);
  params.delete("before");
  params.delete("_routes");
  if (before !== undefined) params.set("before", before);
  return `/sessions?${params.toString()}`;
}

/** Starts a session; the same form again goes to the session that it started first. */
export const action = (args: ActionFunctionArgs) =>
  formAction(args, async ({ services, viewer, form }) => {
    const key = field(form, "key");
    if (key.length > 200)
      throw new AppError("invalid_input", "The form can't be read. Reload the page.");
    const id = await startSession(services, viewer, {
      scenarioId: field(form, "scenarioId"),
      seed: parseWholeNumber(field(form, "seed")) ?? undefined,
      level: levels.find((level) => String(level) === field(form, "level")),
      key: key || undefined,
    });
    const next = await runDueEffects(services, id);
    if (next) services.turns.wake(id, next);
    return redirect(`/sessions/${id}`, 303);
  });

export default function Sessions() {
  return <SessionsPage {...useLoaderData<typeof loader>()} />;
}
