import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { revokeAuthSession } from "~/accounts/auth-session.server";
import { authCookie } from "~/accounts/cookies.server";
import { formAction } from "~/http/page.server";

export const loader = () => redirect("/scenarios");

export const action = (args: ActionFunctionArgs) =>
  formAction(args, async ({ services, viewer, request }) => {
    await revokeAuthSession(services, viewer.authSessionId);
    const cookie = await authCookie(request.url).serialize("", { maxAge: 0 });
    return redirect("/login", { status: 303, headers: { "Set-Cookie": cookie } });
  });
