import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readArrival } from "~/diagnosis/read-arrival.server";
import { DiagnosisPage } from "~/diagnosis/views/diagnosis-page";

export const meta: MetaFunction = () => [{ title: "What this network lets through – Deskside" }];

const longestBrowserName = 200;

/** For anyone: whoever runs the network has no account. */
export const loader = ({ context, request }: LoaderFunctionArgs) => {
  const { services, httpVersion } = context;
  const { origin, searchParams } = new URL(request.url);
  const header = (name: string) => request.headers.get(name);
  return {
    arrived: readArrival({ httpVersion, origin, header }),
    origin: services.env.appUrl ? new URL(services.env.appUrl).origin : origin,
    at: services.clock.now().toISOString(),
    browser: (header("user-agent") ?? "unknown").slice(0, longestBrowserName),
    again: searchParams.has("again"),
  };
};

export default function Diagnose() {
  return <DiagnosisPage {...useLoaderData<typeof loader>()} />;
}
