import { Link, useLocation } from "@remix-run/react";
import { buttonClass } from "~/ui/button";
import { EmptyState } from "~/ui/empty-state";

import type { IconName } from "~/ui/icon";
import { KeptText } from "~/ui/kept-text";

type ErrorPageProps = {
  /** HTTP status; 0 when the network didn't answer at all. */
  status: number;
  /** For statuses that have no words here. */
  title?: string | null;
  /** What the reader may know beyond the usual words for this status. */
  detail?: string | null;
  /** For telling the people who run Deskside. */
  requestId?: string | null;
  /** What the reader had written in the form that was refused; given back to them. */
  kept?: string | null;
};

type Words = { icon: IconName; title: string; text: string };

const known: Record<number, Words> = {
  0: {
    icon: "wifiOff",
    title: "Deskside can't be reached",
    text: "The network doesn't answer. What you have typed stays in this browser; try again in a moment.",
  },
  401: {
    icon: "key",
    title: "Sign in again",
    text: "You have been signed out.",
  },
  403: {
    icon: "key",
    title: "You may not do this",
    text: "Your account doesn't have access here. If the page was open for long, go back, reload it and try again.",
  },
  404: {
    icon: "search",
    title: "Nothing here",
    text: "The page doesn't exist, or it isn't yours to see.",
  },
  429: {
    icon: "clock",
    title: "A little slower, please",
    text: "That was too much in too short a time. Wait a moment, then try again.",
  },
  503: {
    icon: "clock",
    title: "Not available at the moment",
    text: "Nothing that was acknowledged is lost. Try again in a moment.",
  },
};

const otherwise: Words = {
  icon: "alert",
  title: "Something went wrong on our side",
  text: "Nothing that was acknowledged is lost. Try again; if it stays like this, tell whoever runs Deskside.",
};

export function ErrorPage({ status, detail, requestId, kept, ...given }: ErrorPageProps) {
  const { icon, title, text } = known[status] ?? {
    ...otherwise,
    title: given.title ?? otherwise.title,
  };
  return (
    <div className="flex flex-1 flex-col justify-center">
      <EmptyState icon={icon} title={title} heading>
        <p>{detail ?? text}</p>
        {kept && <KeptText text={kept} />}
        <p>{status === 401 ? <SignInAgain /> : <StartPage />}</p>
        <p className="text-sm">
          {status > 0 && `Error ${status}`}
          {requestId && ` · request ${requestId}`}
        </p>
      </EmptyState>
    </div>
  );
}

function SignInAgain() {
  const { pathname } = useLocation();
  return (
    <Link to={`/login?to=${encodeURIComponent(pathname)}`} className={buttonClass("primary")}>
      Sign in
    </Link>
  );
}

function StartPage() {
  return (
    <Link to="/" className={buttonClass()}>
      Go to the start page
    </Link>
  );
}
