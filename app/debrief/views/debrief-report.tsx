import type { ReactNode } from "react";
import type { Action, Message } from "~/conversation/events";
import type { SessionView } from "~/sessions/session-view";
import { Card } from "~/ui/card";
import type { Debrief } from "../debrief";
import { lessonsOf } from "../lessons";
import { AnnotatedTranscript, type FromHere } from "./annotated-transcript";
import { CriteriaList } from "./criteria-list";
import { CriticalList, DebriefSummary } from "./debrief-summary";
import { LessonList } from "./lesson-list";
import { MoodCurve } from "./mood-curve";
import { MoodTurnsList } from "./mood-turns-list";
import { NotFoundOut } from "./not-found-out";
import { TimesList } from "./times-list";

export type DebriefReportProps = {
  session: SessionView;
  debrief: Debrief;
  /** The whole conversation, ascending by seq. */
  messages: readonly Message[];
  actions: readonly Action[];
  /** What one may do now; nothing in a file. */
  buttons?: ReactNode;
  fromHere?: FromHere | null;
};

/** What happened, what it was worth, and how to do better: the same on the page and in a file. */
export function DebriefReport(props: DebriefReportProps) {
  const { session, debrief, messages, actions, buttons, fromHere = null } = props;
  const texts = textsBySeq(props);
  const lessons = lessonsOf(debrief);
  return (
    <>
      <DebriefSummary
        debrief={debrief}
        customerName={session.customer.name}
        customerLeft={session.endReason === "customer_left"}
        actions={buttons}
      />
      <CriticalList critical={debrief.critical} texts={texts} />
      {lessons.length > 0 && (
        <Part title="Do this next time">
          <LessonList lessons={lessons} />
        </Part>
      )}
      <div className="grid grid-cols-1 gap-6 three:grid-cols-[minmax(0,1.55fr)_minmax(0,1fr)]">
        <Part title="What was scored">
          <CriteriaList criteria={debrief.criteria} texts={texts} />
        </Part>
        <div className="space-y-6">
          <Part title="What was behind it" whole>
            <Card>
              <p className="max-w-prose">{debrief.rootCause}</p>
            </Card>
          </Part>
          <Part title="The customer's mood" whole>
            <Card className="space-y-4">
              <MoodCurve points={debrief.mood} endSeconds={debrief.times.resolutionSeconds} />
              <MoodTurnsList points={debrief.mood} />
            </Card>
          </Part>
          <Part title="Times" whole>
            <Card>
              <TimesList times={debrief.times} />
            </Card>
          </Part>
          <Part title="Not found out">
            <Card>
              <NotFoundOut facts={debrief.neverAsked} />
            </Card>
          </Part>
        </div>
      </div>
      <Part title="A path that works" whole>
        <IdealPath debrief={debrief} />
      </Part>
      <Part title="The conversation, annotated">
        <AnnotatedTranscript
          messages={messages}
          actions={actions}
          annotations={debrief.annotations}
          fromHere={fromHere}
        />
      </Part>
    </>
  );
}

/** `whole`: not to be torn apart between two pages of paper. */
function Part({
  title,
  whole = false,
  children,
}: {
  title: string;
  whole?: boolean;
  children: ReactNode;
}) {
  return (
    <section aria-label={title} className={whole ? "break-inside-avoid space-y-3" : "space-y-3"}>
      <h2 className="break-after-avoid text-lg font-bold">{title}</h2>
      {children}
    </section>
  );
}

function IdealPath({ debrief }: { debrief: Debrief }) {
  return (
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
  );
}

function textsBySeq({
  messages,
  actions,
}: Pick<DebriefReportProps, "messages" | "actions">): ReadonlyMap<number, string> {
  return new Map([
    ...messages.map(({ seq, text }): [number, string] => [seq, text]),
    ...actions.map(({ seq, label }): [number, string] => [seq, label]),
  ]);
}
