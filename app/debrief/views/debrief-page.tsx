import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import type { Action, Message } from "~/conversation/events";
import { StartSessionForm } from "~/scenarios/views/start-session-form";
import type { SessionView } from "~/sessions/session-view";
import { buttonClass } from "~/ui/button";
import { Card } from "~/ui/card";
import { Page } from "~/ui/page";
import { AnnotatedTranscript } from "./annotated-transcript";
import { CriteriaList } from "./criteria-list";
import { CriticalList, DebriefSummary } from "./debrief-summary";
import type { Debrief } from "../debrief";
import { MoodCurve } from "./mood-curve";
import { MoodTurnsList } from "./mood-turns-list";
import { TimesList } from "./times-list";

type DebriefPageProps = {
  session: SessionView;
  debrief: Debrief;
  /** The whole conversation, ascending by seq. */
  messages: readonly Message[];
  actions: readonly Action[];
  /** "Try again" starts the same customer once more; `null` for those who only read. */
  again: { seed: number; startKey: string } | null;
  csrf: ReactNode;
};

/** What happened, what it was worth, and how to do better next time. */
export function DebriefPage({ session, debrief, again, csrf, ...rest }: DebriefPageProps) {
  const texts = textsBySeq(rest);
  return (
    <Page
      title={`Debrief: ${session.scenarioTitle}`}
      intro={`${session.ticketNumber} · ${session.customer.name} · ${session.traineeName}`}
    >
      <DebriefSummary
        debrief={debrief}
        customerName={session.customer.name}
        customerLeft={session.endReason === "customer_left"}
        actions={<Actions session={session} again={again} csrf={csrf} />}
      />
      <CriticalList critical={debrief.critical} texts={texts} />
      <div className="grid grid-cols-1 gap-6 three:grid-cols-[minmax(0,1.55fr)_minmax(0,1fr)]">
        <Part title="What was scored">
          <CriteriaList criteria={debrief.criteria} texts={texts} />
        </Part>
        <div className="space-y-6">
          <Part title="What was behind it">
            <Card className="space-y-3">
              <p className="max-w-prose">{debrief.rootCause}</p>
            </Card>
          </Part>
          <Part title="The customer's mood">
            <Card className="space-y-4">
              <MoodCurve points={debrief.mood} endSeconds={debrief.times.resolutionSeconds} />
              <MoodTurnsList points={debrief.mood} />
            </Card>
          </Part>
          <Part title="Times">
            <Card>
              <TimesList times={debrief.times} />
            </Card>
          </Part>
          <Part title="Never asked">
            <Card>
              <NeverAsked facts={debrief.neverAsked} />
            </Card>
          </Part>
        </div>
      </div>
      <Part title="A path that works">
        <Card className="grid grid-cols-1 gap-6 two:grid-cols-2 two:p-7">
          <ol className="max-w-prose list-decimal space-y-1.5 pl-6 marker:text-muted">
            {debrief.idealPath.map((step) => (
              <li key={step} className="pl-1">
                {step}
              </li>
            ))}
          </ol>
          <div className="space-y-2 border-t border-line pt-5 two:border-l two:border-t-0 two:pl-7 two:pt-0">
            <h3 className="font-semibold">Worth remembering</h3>
            {debrief.coaching.map((line) => (
              <p key={line} className="max-w-prose">
                {line}
              </p>
            ))}
          </div>
        </Card>
      </Part>
      <Part title="The conversation, annotated">
        <AnnotatedTranscript {...rest} annotations={debrief.annotations} />
      </Part>
    </Page>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="space-y-3">
      <h2 className="text-lg font-bold">{title}</h2>
      {children}
    </section>
  );
}

function Actions({ session, again, csrf }: Pick<DebriefPageProps, "session" | "again" | "csrf">) {
  return (
    <>
      {again && (
        <StartSessionForm
          scenarioId={session.scenarioId}
          seed={again.seed}
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

function NeverAsked({ facts }: { facts: Debrief["neverAsked"] }) {
  if (facts.length === 0) {
    return <p>Nothing: you found out all there was to find.</p>;
  }
  return (
    <ul className="list-disc space-y-2.5 pl-5 marker:text-muted">
      {facts.map((fact) => (
        <li key={fact.id}>
          {fact.label}
          <span className="block text-sm text-muted">For example: “{fact.example}”</span>
        </li>
      ))}
    </ul>
  );
}

function textsBySeq({
  messages,
  actions,
}: Pick<DebriefPageProps, "messages" | "actions">): ReadonlyMap<number, string> {
  return new Map([
    ...messages.map(({ seq, text }): [number, string] => [seq, text]),
    ...actions.map(({ seq, label }): [number, string] => [seq, label]),
  ]);
}
