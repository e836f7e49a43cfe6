import { Link } from "@remix-run/react";
import { buttonClass } from "~/ui/button";
import { EmptyState } from "~/ui/empty-state";
import type { IconName } from "~/ui/icon";

type ErrorPageProps = {
  /** HTTP status; 0 when the network didn't answer at all. */
  status: number;
  /** What the reader may know beyond the usual words for this status. */
  detail?: string | null;
  /** For telling the people who run Deskside. */
  requestId?: string | null;
};

type Words = { icon: IconName; title: string; text: string };

const known: Record<number, Words> = {
  0: {
    icon: "wifiOff",
    title: "Deskside can't be reached",
    text: "The network doesn't answer. What you have typed stays in this browser; try again in a moment.",
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
};

const otherwise: Words = {
  icon: "alert",
  title: "Something went wrong on our side",
  text: "Nothing that was acknowledged is lost. Try again; if it stays like this, tell whoever runs Deskside.",
};

export function ErrorPage({ status, detail, requestId }: ErrorPageProps) {
  const { icon, title, text } = known[status] ?? otherwise;
  return (
    <div className="flex flex-1 flex-col justify-center">
      <EmptyState icon={icon} title={title} heading>
        <p>{detail ?? text}</p>
        <p>
          <Link to="/" className={buttonClass()}>
            Go to the start page
          </Link>
        </p>
        <p className="text-sm">
          {status > 0 && `Error ${status}`}
          {requestId && ` · request ${requestId}`}
        </p>
      </EmptyState>
    </div>
  );
}
