import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import {
  type ClientLoaderFunctionArgs,
  isRouteErrorResponse,
  useLoaderData,
} from "@remix-run/react";
import { page } from "~/http/page.server";
import { getOperationsView } from "~/operations/get-operations-view.server";
import { OperationsPage } from "~/operations/views/operations-page";

export const meta: MetaFunction = () => [{ title: "Operations – Deskside" }];

type Shown = { view: Awaited<ReturnType<typeof getOperationsView>>; stale: boolean };

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async ({ services, viewer }): Promise<Shown> => ({
    view: await getOperationsView(services, viewer),
    stale: false,
  }));

let latest: Shown | undefined;

/** When the server is away, which is when somebody looks here, the last figures stay. */
export async function clientLoader({ serverLoader }: ClientLoaderFunctionArgs): Promise<Shown> {
  try {
    latest = await serverLoader<typeof loader>();
    return latest;
  } catch (error) {
    if (latest === undefined || isRefusal(error)) throw error;
    return { ...latest, stale: true };
  }
}
clientLoader.hydrate = true;

/** Signed out meanwhile, or not allowed: unlike a failure, that has a page of its own. */
function isRefusal(error: unknown): boolean {
  return error instanceof Response || (isRouteErrorResponse(error) && error.status < 500);
}

export default function Operations() {
  return <OperationsPage {...useLoaderData<typeof loader>()} />;
}
