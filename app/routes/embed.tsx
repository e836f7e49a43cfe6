import { type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { useEffect } from "react";
import { getDemo } from "~/accounts/demo-accounts.server";
import { isEmbeddable, placeOf } from "~/accounts/framing.server";
import { getCookieViewer } from "~/accounts/require-viewer.server";
import { useTokenKeeper } from "~/embedding/use-token-keeper";
import { EmbeddedApp } from "~/embedding/views/embedded-app";
import { EmbeddedSignIn } from "~/embedding/views/embedded-sign-in";
import { AppError } from "~/errors";
import { orErrorPage } from "~/http/page.server";
import { ownPath } from "~/lib/own-path";
import { CsrfInput } from "~/root";

export const handle = { fixed: true };

export const meta: MetaFunction = () => [{ title: "Deskside" }];

const home = "/scenarios";

/** What an LMS frames. Nothing here needs a sign-in: with a cookie one is sent on to the pages. */
export const loader = ({ context, request }: LoaderFunctionArgs) =>
  orErrorPage({ context }, async () => {
    const { services } = context;
    const { env } = services;
    if (!isEmbeddable(env)) throw new AppError("not_found", "There is nothing at this address.");
    const { searchParams } = new URL(request.url);
    const to = ownPath(searchParams.get("to"), home);
    if (await getCookieViewer(services, request)) throw redirect(to);
    if (placeOf(env, request) === "own") throw redirect(`/login?to=${encodeURIComponent(to)}`);
    const cookiesFailed = searchParams.get("cookies") === "none";
    return { to, cookiesFailed, origins: [...env.embedOrigins], demo: await getDemo(services) };
  });

/** Where one is stands in `?to=`, and asking the server for it again would carry no token. */
export const shouldRevalidate = () => false;

export default function Embed() {
  const { to, cookiesFailed, origins, demo } = useLoaderData<typeof loader>();
  const { keeper, signedIn } = useTokenKeeper(cookiesFailed);
  const [params, setParams] = useSearchParams();
  const path = params.get("to") ?? to;
  const away = keeper !== null && signedIn === "was";
  const go = (next: string) => {
    setParams((before) => {
      before.set("to", next);
      return before;
    });
  };
  useWakeUp(signedIn === "yes");
  return (
    <>
      {signedIn !== "yes" && (
        <EmbeddedSignIn
          keeper={keeper}
          csrf={<CsrfInput />}
          redirectTo={to}
          notice={away ? "Sign in again to go on. Unsent text is kept." : null}
          demo={demo}
        />
      )}
      {keeper && signedIn !== "no" && (
        // Hidden and not gone, so that nothing that was written is.
        <div hidden={away} className={away ? undefined : "flex min-h-0 flex-1 flex-col"}>
          <EmbeddedApp keeper={keeper} away={away} path={path} onGo={go} origins={origins} />
        </div>
      )}
    </>
  );
}

/** A conversation that was signed out looks again when one comes back from signing in elsewhere. */
function useWakeUp(signedIn: boolean): void {
  useEffect(() => {
    if (signedIn) window.dispatchEvent(new Event("focus"));
  }, [signedIn]);
}
