import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { safeRedirect } from "remix-utils/safe-redirect";
import { signInByForm } from "~/accounts/authenticator.server";
import { startAuthSession } from "~/accounts/auth-session.server";
import { authCookie } from "~/accounts/cookies.server";
import { demoAccounts, demoPassword } from "~/accounts/demo-accounts.server";
import { requireSameOrigin } from "~/accounts/forgery.server";
import { getCookieViewer } from "~/accounts/require-viewer.server";
import { SignInPage } from "~/accounts/views/sign-in-page";
import { AppError } from "~/errors";
import { field, orErrorPage, readForm } from "~/http/page.server";
import { CsrfInput } from "~/root";

export const meta: MetaFunction = () => [{ title: "Sign in – Deskside" }];

const home = "/scenarios";

export const loader = ({ context, request }: LoaderFunctionArgs) =>
  orErrorPage({ context }, async () => {
    const redirectTo = safeRedirect(new URL(request.url).searchParams.get("to"), home);
    if (await getCookieViewer(context.services, request)) throw redirect(redirectTo);
    const emails = demoAccounts.map(({ email }) => email);
    const seeded = await context.services.db.user.count({ where: { email: { in: emails } } });
    const shown = seeded > 0 && !context.services.env.production;
    return { redirectTo, demo: shown ? { emails, password: demoPassword } : null };
  });

export const action = ({ context, request }: ActionFunctionArgs) =>
  orErrorPage({ context }, async () => {
    const { services, address } = context;
    const form = await readForm(request.clone());
    const redirectTo = safeRedirect(form.get("redirectTo"), home);
    try {
      await requireSameOrigin(services.env, request, form);
      const userId = await signInByForm(services, address, request);
      const token = await startAuthSession(services, userId);
      const cookie = await authCookie(request.url).serialize(token);
      return redirect(redirectTo, { status: 303, headers: { "Set-Cookie": cookie } });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return data({ email: field(form, "email"), error: error.detail }, { status: error.status });
    }
  });

export default function Login() {
  const { redirectTo, demo } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <SignInPage
      csrf={<CsrfInput />}
      email={refused?.email ?? ""}
      error={refused?.error ?? null}
      redirectTo={redirectTo}
      demo={demo}
    />
  );
}
