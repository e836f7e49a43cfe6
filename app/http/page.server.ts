import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { requireSameOrigin } from "~/accounts/forgery.server";
import { getCookieViewer, requireViewer } from "~/accounts/require-viewer.server";
import type { Viewer } from "~/accounts/user";
import { AppError, errorTitle, toAppError } from "~/errors";
import type { Services } from "~/services.server";

export type PageCall = {
  services: Services;
  viewer: Viewer;
  request: Request;
  url: URL;
  /** In lower case: an id in capitals is the same one. */
  params: LoaderFunctionArgs["params"];
};
export type FormCall = PageCall & { form: FormData };

/** What the error boundary is given of an AppError. */
export type PageError = {
  code: string;
  title: string;
  detail: string;
  requestId: string;
  /** What the reader had written in the form that was refused. */
  kept?: string;
};

/** A loader for someone signed in; what it throws becomes an error page with its status. */
export function page<T>(args: LoaderFunctionArgs, run: (call: PageCall) => Promise<T>): Promise<T> {
  return orErrorPage(args, async () => {
    const { services } = args.context;
    return run(toCall(args, await requireViewer(services, args.request)));
  });
}

/** An action for someone signed in, whose form came from our own page. */
export async function formAction<T>(
  args: ActionFunctionArgs,
  run: (call: FormCall) => Promise<T>,
): Promise<T> {
  const { context, request } = args;
  const form = await orErrorPage(args, () => readForm(request));
  const answer = async (): Promise<T> => {
    const viewer = await getCookieViewer(context.services, request);
    if (!viewer) throw new AppError("not_signed_in", "You have been signed out.");
    await requireSameOrigin(context.services.env, request, form);
    return run({ ...toCall(args, viewer), form });
  };
  return orErrorPage(args, answer, field(form, "text"));
}

function toCall({ context, request, params }: LoaderFunctionArgs, viewer: Viewer): PageCall {
  const url = new URL(request.url);
  return { services: context.services, viewer, request, url, params: inLowerCase(params) };
}

/** For limits, events and readers go by an id's text. */
export function inLowerCase(params: LoaderFunctionArgs["params"]): LoaderFunctionArgs["params"] {
  const entries = Object.entries(params).map(([name, value]) => [name, value?.toLowerCase()]);
  return Object.fromEntries(entries) as LoaderFunctionArgs["params"];
}

export async function readForm(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    throw new AppError("bad_request", "The form can't be read.");
  }
}

/** A form field as text; a missing one and a file are "". */
export function field(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

/** What is thrown as an AppError, or for want of the database, becomes a page with its status. */
export async function orErrorPage<T>(
  { context }: Pick<LoaderFunctionArgs, "context">,
  run: () => Promise<T>,
  kept = "",
): Promise<T> {
  try {
    return await run();
  } catch (thrown) {
    const error = toAppError(thrown);
    // Redirects pass, and what nobody knows is for the log.
    if (error.code === "internal") throw thrown;
    throw errorPage(error, { requestId: context.requestId, kept });
  }
}

function errorPage(
  { code, detail, status, retryAfterSeconds }: AppError,
  { requestId, kept }: { requestId: string; kept: string },
): Response {
  const headers = new Headers();
  if (retryAfterSeconds !== undefined) headers.set("Retry-After", String(retryAfterSeconds));
  const body: PageError = {
    code,
    title: errorTitle(code),
    detail,
    requestId,
    ...(kept && { kept }),
  };
  return Response.json(body, { status, headers });
}
