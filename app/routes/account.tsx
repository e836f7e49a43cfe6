import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { AccountPage } from "~/accounts/views/account-page";
import { page } from "~/http/page.server";
import { CsrfInput } from "~/root";

export const meta: MetaFunction = () => [{ title: "Your account – Deskside" }];

export const loader = (args: LoaderFunctionArgs) =>
  page(args, ({ viewer: { name, role } }) => Promise.resolve({ name, role }));

export default function Account() {
  return <AccountPage {...useLoaderData<typeof loader>()} csrf={<CsrfInput />} />;
}
