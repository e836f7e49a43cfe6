import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { page } from "~/http/page.server";
import { CsrfInput } from "~/root";
import { getCurrentScenario } from "~/scenarios/catalogue.server";
import { BriefPage } from "~/scenarios/views/brief-page";
import { toScenarioCard } from "~/sessions/scenario-cards.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.scenario.title ?? "Scenario"} – Deskside` },
];

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async ({ services, viewer, params }) => {
    const scenario = await getCurrentScenario(services, params["id"] ?? "");
    return {
      scenario: await toScenarioCard(services, viewer, scenario),
      ticket: scenario.ticket,
      brief: scenario.brief,
      canStart: viewer.role === "trainee",
      startKey: crypto.randomUUID(),
    };
  });

export default function Brief() {
  return <BriefPage {...useLoaderData<typeof loader>()} csrf={<CsrfInput />} />;
}
