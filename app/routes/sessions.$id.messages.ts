import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { requireSameOrigin } from "~/accounts/forgery.server";
import { getCookieViewer } from "~/accounts/require-viewer.server";
import { problemOf } from "~/api/problem.server";
import { formatCursor } from "~/conversation/cursor";
import { postMessage } from "~/conversation/post-message.server";
import { AppError, toAppError } from "~/errors";
import { field, inLowerCase, readForm } from "~/http/page.server";
import { accessSession } from "~/sessions/access-session.server";
import type { Services } from "~/services.server";
import type { Viewer } from "~/accounts/user";

export const loader = ({ params }: { params: { id?: string } }) =>
  redirect(`/sessions/${encodeURIComponent(params.id ?? "")}`);

/** The browser's outbox posts here: the page's form fields in, JSON out, as the API answers. */
export async function action({ context, request, ...args }: ActionFunctionArgs): Promise<Response> {
  const params = inLowerCase(args.params);
  const { services, requestId } = context;
  const headers = new Headers();
  let viewer: Viewer | null = null;
  try {
    const form = await readForm(request);
    viewer = await getCookieViewer(services, request);
    if (!viewer) throw new AppError("not_signed_in", "Sign in again to send this.");
    await requireSameOrigin(services.env, request, form);
    const { message, head, epoch, replayed } = await postMessage(
      services,
      { id: params["id"] ?? "", viewer },
      { key: field(form, "key"), text: field(form, "text") },
    );
    headers.set("Session-Head", String(head));
    const cursor = formatCursor({ epoch, seq: head });
    return Response.json({ message, cursor, replayed }, { status: replayed ? 200 : 201, headers });
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === "internal") {
      services.log.error({ err: thrown, requestId }, "a post from a page failed");
    }
    // A database that is away would be waited for again.
    const asks = error.code === "unavailable" ? null : viewer;
    const head = asks && (await headFor(services, asks, params["id"]));
    if (head !== null) headers.set("Session-Head", String(head));
    headers.set("Content-Type", "application/problem+json");
    if (error.retryAfterSeconds !== undefined) {
      headers.set("Retry-After", String(error.retryAfterSeconds));
    }
    return Response.json(problemOf(error, requestId), { status: error.status, headers });
  }
}

/** The head of a session that the viewer may read, on refusals too; else null. */
function headFor(services: Services, viewer: Viewer, id: string | undefined) {
  return accessSession(services, viewer, id).then(
    ({ head }) => head,
    () => null,
  );
}
