import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { requireSameOrigin } from "~/accounts/forgery.server";
import { requireViewer } from "~/accounts/require-viewer.server";
import type { Viewer } from "~/accounts/user";
import { AppError } from "~/errors";
import type { Services } from "~/services.server";

export type PageCall = {
  services: Services;
  viewer: Viewer;
  request: Request;
  url: URL;
  params: LoaderFunctionArgs["params"];
};
export type FormCall = PageCall & { form: FormData };

/** What the error boundary is given of an AppError. */
export type PageError = { code: string; detail: string; requestId: string };

/** A loader for someone signed in; what it throws becomes an error page with its status. */
export function page<T>(args: LoaderFunctionArgs, run: (call: PageCall) => Promise<T>): Promise<T> {
  return orErrorPage(args, async () => run(await toCall(args)));
}

/** An action for someone signed in, whose form came from our own page. */
export function formAction<T>(
  args: ActionFunctionArgs,
  run: (call: FormCall) => Promise<T>,
): Promise<T> {
  return orErrorPage(args, async () => {
    const call = await toCall(args);
    const form = await readForm(args.request);
    await requireSameOrigin(call.services.env, args.request, form);
    return run({ ...call, form });
  });
}

async function toCall({ context, request, params }: LoaderFunctionArgs): Promise<PageCall> {
  const { services } = context;
  const viewer = await requireViewer(services, request);
  return { services, viewer, request, url: new URL(request.url), params };
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

export async function orErrorPage<T>(
  { context }: Pick<LoaderFunctionArgs, "context">,
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof AppError) throw errorPage(error, context.requestId);
    throw error;
  }
}

function errorPage(error: AppError, requestId: string): Response {
  const { code, detail, status, retryAfterSeconds } = error;
  const headers = new Headers();
  if (retryAfterSeconds !== undefined) headers.set("Retry-After", String(retryAfterSeconds));
  return Response.json({ code, detail, requestId } satisfies PageError, { status, headers });
}
