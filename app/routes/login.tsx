import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { signInByForm } from "~/accounts/authenticator.server";
import {
  absoluteLifetimeMs,
  framedLifetimeMs,
  startAuthSession,
} from "~/accounts/auth-session.server";
import { authCookie, hasCsrfCookie } from "~/accounts/cookies.server";
import { getDemo } from "~/accounts/demo-accounts.server";
import { requireSameOrigin } from "~/accounts/forgery.server";
import { placeOfForm } from "~/accounts/framing.server";
import { getCookieViewer } from "~/accounts/require-viewer.server";
import { SignInPage } from "~/accounts/views/sign-in-page";
import { AppError } from "~/errors";
import { field, orErrorPage, readForm } from "~/http/page.server";
import { ownPath } from "~/lib/own-path";
import { CsrfInput } from "~/root";

export const meta: MetaFunction = () => [{ title: "Sign in – Deskside" }];

const home = "/scenarios";

export const loader = ({ context, request }: LoaderFunctionArgs) =>
  orErrorPage({ context }, async () => {
    const { services } = context;
    const redirectTo = ownPath(new URL(request.url).searchParams.get("to"), home);
    if (await getCookieViewer(services, request)) throw redirect(redirectTo);
    return { redirectTo, demo: await getDemo(services) };
  });

export const action = ({ context, request }: ActionFunctionArgs) =>
  orErrorPage({ context }, async () => {
    const { services, address } = context;
    const form = await readForm(request.clone());
    const redirectTo = ownPath(form.get("redirectTo"), home);
    const place = placeOfForm(services.env, request, form);
    try {
      await requireSameOrigin(services.env, request, form);
      const userId = await signInByForm(services, address, request);
      const lifetimeMs = place === "frame" ? framedLifetimeMs : absoluteLifetimeMs;
      const token = await startAuthSession(services, userId, lifetimeMs);
      const cookie = await authCookie(request.url, place).serialize(token);
      return redirect(redirectTo, { status: 303, headers: { "Set-Cookie": cookie } });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // The browser keeps no cookie of ours in this frame: there is another way.
      if (error.code === "csrf_failed" && place === "frame" && !hasCsrfCookie(request)) {
        const to = encodeURIComponent(redirectTo);
        return redirect(`/embed?cookies=none&to=${to}`, 303);
      }
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
