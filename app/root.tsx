import {
  data,
  type HeadersFunction,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import {
  isRouteErrorResponse,
  Links,
  LiveReload,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  type ShouldRevalidateFunction,
  useLoaderData,
  useMatches,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import { type ComponentProps, type ReactNode, useContext } from "react";
import { AuthenticityTokenInput, AuthenticityTokenProvider } from "remix-utils/csrf/react";
import { csrfOf } from "~/accounts/cookies.server";
import { placeOf } from "~/accounts/framing.server";
import { getCookieViewer } from "~/accounts/require-viewer.server";
import { AppFrame } from "~/accounts/views/app-frame";
import { ErrorPage } from "~/accounts/views/error-page";
import { FrameBar } from "~/embedding/views/frame-bar";
import { orErrorPage } from "~/http/page.server";
import stylesheet from "~/tailwind.css";
import { randomUUID } from "~/lib/random-uuid";
import { NonceContext } from "~/ui/nonce";
import { useScripted } from "~/ui/use-scripted";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: stylesheet },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
  { rel: "apple-touch-icon", href: "/apple-touch-icon.png" },
  { rel: "manifest", href: "/manifest.webmanifest" },
];

export const meta: MetaFunction = () => [{ title: "Deskside" }];

/** Of a refusal's own headers a page would have none. */
export const headers: HeadersFunction = ({ errorHeaders }) => {
  const retryAfter = errorHeaders?.get("Retry-After");
  return retryAfter ? { "Retry-After": retryAfter } : new Headers();
};

export const loader = ({ context, request }: LoaderFunctionArgs) =>
  orErrorPage({ context }, async () => {
    const { services } = context;
    const viewer = await getCookieViewer(services, request);
    const place = placeOf(services.env, request);
    const [token, cookie] = await csrfOf(services.env, request.url, place).commitToken(request);
    const frame = place === "frame" ? { origins: services.env.embedOrigins } : null;
    return data(
      { user: viewer && { name: viewer.name, role: viewer.role }, token, frame },
      cookie === null ? {} : { headers: { "Set-Cookie": cookie } },
    );
  });

/** Who is signed in changes at the door only; a changed form token comes with a whole page. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formAction }) =>
  formAction === "/login" || formAction === "/logout";

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useContext(NonceContext);
  const bare = useHandle("bare");
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
        />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#f4f5f6" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#141619" media="(prefers-color-scheme: dark)" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        {bare || <Scripts nonce={nonce} />}
        {bare || <LiveReload nonce={nonce} />}
      </body>
    </html>
  );
}

/** Where one has been on a page; who follows a link to a part of it wants that part, however often. */
const scrollKey = ({ hash, key }: { hash: string; key: string }): string =>
  hash ? `${hash} ${randomUUID()}` : key;

export default function App() {
  const { user, token, frame } = useLoaderData<typeof loader>();
  const fixed = useHandle("fixed");
  const bare = useHandle("bare");
  // On the server it would write a script that fails loudly where storage is denied, as in some frames.
  const scrolls = useScripted();
  return (
    <AuthenticityTokenProvider token={token}>
      <AppFrame user={bare ? null : user} csrf={<CsrfInput />} fixed={fixed}>
        {frame && !bare && <FrameBar origins={frame.origins} />}
        <Outlet />
        {scrolls && <ScrollRestoration getKey={scrollKey} />}
      </AppFrame>
    </AuthenticityTokenProvider>
  );
}

export function CsrfInput() {
  return <AuthenticityTokenInput name="_csrf" />;
}

/**
 * Routes say `handle = { fixed: true }` when they are as high as their frame, and `bare` when
 * they stand in a frame of our own: no bar then, and no scripts.
 */
function useHandle(name: "fixed" | "bare"): boolean {
  return useMatches().some(
    ({ handle }) => typeof handle === "object" && handle !== null && name in handle,
  );
}

export function ErrorBoundary() {
  const error = useRouteError();
  const data = useRouteLoaderData<typeof loader>("root");
  const page = <ErrorPage {...describe(error)} />;
  if (!data)
    return (
      <AppFrame user={null} csrf={null}>
        {page}
      </AppFrame>
    );
  return (
    <AuthenticityTokenProvider token={data.token}>
      <AppFrame user={data.user} csrf={<CsrfInput />}>
        {data.frame && <FrameBar origins={data.frame.origins} />}
        {page}
      </AppFrame>
    </AuthenticityTokenProvider>
  );
}

function describe(error: unknown): ComponentProps<typeof ErrorPage> {
  // What fetch throws when the network doesn't answer; Remix passes it on.
  if (error instanceof TypeError && isBrowserOffline()) return { status: 0 };
  if (!isRouteErrorResponse(error)) return { status: 500 };
  const given = (error.data ?? {}) as Record<string, unknown>;
  const text = (name: string): string | null => {
    const value = given[name];
    return typeof value === "string" ? value : null;
  };
  return {
    status: error.status,
    title: text("title"),
    detail: text("detail"),
    requestId: text("requestId"),
    kept: text("kept"),
  };
}

function isBrowserOffline(): boolean {
  return typeof document !== "undefined" && !navigator.onLine;
}
