import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import {
  type ClientActionFunctionArgs,
  type ShouldRevalidateFunction,
  useActionData,
  useLoaderData,
} from "@remix-run/react";
import { resolution } from "~/debrief/resolution";
import { resolveSession } from "~/debrief/resolve-session.server";
import { ResolvePage } from "~/debrief/views/resolve-page";
import { AppError } from "~/errors";
import { field, formAction, page } from "~/http/page.server";
import { isUnreachable, orUnreachable, unreachableText } from "~/lib/or-unreachable";
import { CsrfInput } from "~/root";
import { accessSession, requireWriter } from "~/sessions/access-session.server";
import { getSessionView } from "~/sessions/get-session-view.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Resolve ${data?.session.ticketNumber ?? ""} – Deskside` },
];

const debriefOf = (id: string): string => `/sessions/${id}/debrief`;

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async ({ services, viewer, params }) => {
    const session = await accessSession(services, viewer, params["id"]);
    requireWriter(session);
    if (session.status === "ended") throw redirect(debriefOf(session.id));
    return { session: await getSessionView(services, session), key: crypto.randomUUID() };
  });

export const action = (args: ActionFunctionArgs) =>
  formAction(args, async ({ services, viewer, params, form }) => {
    const session = await accessSession(services, viewer, params["id"]);
    const values = {
      category: field(form, "category"),
      rootCause: field(form, "rootCause"),
      code: field(form, "code"),
      notes: field(form, "notes"),
    };
    const key = field(form, "key");
    const parsed = resolution.safeParse(values);
    if (!parsed.success) {
      const errors = Object.fromEntries(
        parsed.error.issues.map((issue) => [String(issue.path[0]), sentence(issue.message)]),
      );
      return data({ values, errors, error: null, key }, { status: 422 });
    }
    try {
      await resolveSession(services, session, { ...parsed.data, key });
    } catch (error) {
      if (!(error instanceof AppError) || error.status === 404) throw error;
      return data({ values, errors: {}, error: error.detail, key }, { status: error.status });
    }
    return redirect(debriefOf(session.id), 303);
  });

/** What has been filled in stays where it is. */
export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnreachable(() => serverAction<typeof action>(), { error: unreachableText });

export const shouldRevalidate: ShouldRevalidateFunction = ({
  actionResult,
  defaultShouldRevalidate,
}) => defaultShouldRevalidate && !isUnreachable(actionResult);

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

const nothing = { category: "", rootCause: "", code: "", notes: "" };

export default function Resolve() {
  const { session, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <ResolvePage
      session={session}
      values={refused?.values ?? nothing}
      errors={refused?.errors ?? {}}
      error={refused?.error ?? null}
      resolveKey={refused?.key || key}
      csrf={<CsrfInput />}
    />
  );
}
