import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { StartSessionForm } from "~/scenarios/views/start-session-form";
import { Banner } from "~/ui/banner";
import { buttonClass } from "~/ui/button";
import { Page } from "~/ui/page";
import { DebriefReport, type DebriefReportProps } from "./debrief-report";
import { KeepIt } from "./keep-it";

type DebriefPageProps = Omit<DebriefReportProps, "buttons" | "fromHere"> & {
  /** "Try again" starts the same customer once more; `null` for those who only read. */
  again: { seed: number; startKey: string } | null;
  /** Whether each message of theirs can be tried again, too. */
  fromHere?: boolean;
  /** Where its files are, without a slash at the end; `null` where there are none. */
  files?: string | null;
  csrf: ReactNode;
};

/** What happened, what it was worth, and how to do better next time. */
export function DebriefPage(props: DebriefPageProps) {
  const { again, csrf, fromHere = false, files = null, ...report } = props;
  const { session } = report;
  return (
    <Page
      title={`Debrief: ${session.scenarioTitle}`}
      intro={`${session.ticketNumber} · ${session.customer.name} · ${session.traineeName}`}
      actions={files !== null && <KeepIt files={files} />}
    >
      <Continuation session={session} />
      <DebriefReport
        {...report}
        buttons={<Actions session={session} again={again} csrf={csrf} />}
        fromHere={again && fromHere ? { sessionId: session.id, key: again.startKey, csrf } : null}
      />
    </Page>
  );
}

function Continuation({ session: { continuation } }: Pick<DebriefPageProps, "session">) {
  if (continuation === null) return null;
  const { sessionId, seq } = continuation;
  return (
    <Banner>
      Tried again from the middle: up to message {seq} this is{" "}
      {sessionId === null ? (
        "an earlier session"
      ) : (
        <Link
          to={`/sessions/${sessionId}/debrief`}
          className="text-accent underline underline-offset-2"
        >
          an earlier session
        </Link>
      )}
      . The score is for the whole conversation, and never counts as a best score.
    </Banner>
  );
}

function Actions({ session, again, csrf }: Pick<DebriefPageProps, "session" | "again" | "csrf">) {
  return (
    <>
      {again && (
        <StartSessionForm
          scenarioId={session.scenarioId}
          seed={again.seed}
          level={session.level}
          startKey={again.startKey}
          label="Try again"
          csrf={csrf}
        />
      )}
      <Link to="/scenarios" className={buttonClass("quiet", "px-2.5")}>
        Another customer
      </Link>
    </>
  );
}
