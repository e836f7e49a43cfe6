import { type ActionFunctionArgs, type Cookie, redirect } from "@remix-run/node";
import { revokeAllAuthSessions, revokeAuthSession } from "~/accounts/auth-session.server";
import { authCookie } from "~/accounts/cookies.server";
import { placeOf } from "~/accounts/framing.server";
import { field, formAction } from "~/http/page.server";

export const loader = () => redirect("/scenarios");

export const action = (args: ActionFunctionArgs) =>
  formAction(args, async ({ services, viewer, request, form }) => {
    if (field(form, "everywhere") === "1") await revokeAllAuthSessions(services, viewer.id);
    else await revokeAuthSession(services, viewer.authSessionId);
    const headers = new Headers();
    for (const cookie of cookiesOf(request)) {
      headers.append("Set-Cookie", await cookie.serialize("", { maxAge: 0 }));
    }
    const signIn = placeOf(services.env, request) === "frame" ? "/embed" : "/login";
    return redirect(signIn, { status: 303, headers });
  });

/** Those by which the request says who is signed in. */
function cookiesOf({ url, headers }: Request): Cookie[] {
  const sent = headers.get("Cookie") ?? "";
  return [authCookie(url), authCookie(url, "frame")].filter(({ name }) =>
    sent.includes(`${name}=`),
  );
}
