import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { page } from "~/http/page.server";
import { CsrfInput } from "~/root";
import { LibraryPage } from "~/scenarios/views/library-page";
import { listScenarioCards } from "~/sessions/scenario-cards.server";

export const meta: MetaFunction = () => [{ title: "Scenarios – Deskside" }];

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async ({ services, viewer }) => ({
    scenarios: await listScenarioCards(services, viewer),
    canStart: viewer.role === "trainee",
    startKey: crypto.randomUUID(),
  }));

export default function Scenarios() {
  return <LibraryPage {...useLoaderData<typeof loader>()} csrf={<CsrfInput />} />;
}
