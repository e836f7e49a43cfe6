import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import type { Action, Message } from "~/conversation/events";
import { Button } from "~/ui/button";
import { classNames } from "~/ui/class-names";
import { Icon, type IconName } from "~/ui/icon";
import { HiddenFields } from "~/ui/hidden-fields";
import { LocalTime } from "~/ui/local-time";
import type { Debrief } from "../debrief";
import { Better } from "./criteria-list";

type Annotation = Debrief["annotations"][number];

/** Posts `seq` and `key` to the debrief's own page, which starts a session that goes on from there. */
export type FromHere = { sessionId: string; key: string; csrf: ReactNode };

type AnnotatedTranscriptProps = {
  messages: readonly Message[];
  actions: readonly Action[];
  annotations: readonly Annotation[];
  /** `null` for those who only read. */
  fromHere: FromHere | null;
};

/** The whole conversation once more, with what each message unlocked, missed or broke. */
export function AnnotatedTranscript({ fromHere, ...props }: AnnotatedTranscriptProps) {
  if (fromHere === null) return <Lines {...props} again={false} />;
  return (
    <Form method="post" action={`/sessions/${fromHere.sessionId}/debrief`}>
      <HiddenFields>
        {fromHere.csrf}
        <input type="hidden" name="key" value={fromHere.key} />
      </HiddenFields>
      <Lines {...props} again />
    </Form>
  );
}

type LinesProps = Omit<AnnotatedTranscriptProps, "fromHere"> & { again: boolean };

function Lines({ messages, actions, annotations, again }: LinesProps) {
  return (
    <ol className="divide-y divide-line rounded-lg border border-line bg-raised">
      {linesOf(messages, actions).map((line) => (
        <li
          key={line.seq}
          id={`m${line.seq}`}
          className="grid scroll-mt-4 break-inside-avoid grid-cols-1 gap-x-4 gap-y-1.5 px-4 py-3 target:bg-accent-soft two:grid-cols-[8.5rem_minmax(0,1fr)] two:px-5"
        >
          <p className="text-sm leading-6 text-muted">
            <span className={classNames("block", line.spoken && "font-semibold text-text")}>
              {line.who}
            </span>
            <LocalTime at={line.at} className="tabular-nums" />
            <span className="tabular-nums"> · {line.seq}</span>
          </p>
          <div className="flex min-w-0 flex-wrap items-start justify-between gap-x-4 gap-y-1.5">
            <div className="min-w-0 flex-1 basis-80 space-y-2">
              <p
                dir="auto"
                className={classNames(
                  "max-w-prose whitespace-pre-wrap [overflow-wrap:anywhere]",
                  !line.spoken && "text-muted",
                )}
              >
                {line.text}
              </p>
              <Notes annotation={annotations.find(({ seq }) => seq === line.seq)} />
            </div>
            {again && line.own && <AgainButton seq={line.seq} />}
          </div>
        </li>
      ))}
    </ol>
  );
}

function AgainButton({ seq }: { seq: number }) {
  return (
    <Button name="seq" value={seq} look="quiet" className="no-print -mt-1.5 shrink-0 px-2 text-sm">
      <Icon name="refresh" className="h-4 w-4" />
      Try again from here
      <span className="sr-only">, in place of message {seq}</span>
    </Button>
  );
}

type Line = {
  seq: number;
  at: string;
  who: string;
  text: string;
  spoken: boolean;
  /** Said or done by the trainee. */
  own: boolean;
};

function linesOf(messages: readonly Message[], actions: readonly Action[]): Line[] {
  return [...messages.map(messageLine), ...actions.map(actionLine)].sort((a, b) => a.seq - b.seq);
}

function messageLine({ seq, author, text, createdAt }: Message): Line {
  const spoken = author.role !== "system";
  const own = author.role === "trainee";
  return { seq, at: createdAt, who: spoken ? author.name : "Deskside", text, spoken, own };
}

function actionLine({ seq, label, by, at }: Action): Line {
  return { seq, at, who: by, text: `Used the tool ${label}`, spoken: false, own: true };
}

const noteKinds = ["unlocked", "missed", "broke"] as const;
type Note = { kind: (typeof noteKinds)[number]; text: string };

function Notes({ annotation }: { annotation: Annotation | undefined }) {
  if (!annotation) return null;
  return (
    <>
      {notesOf(annotation).map((note) => (
        <NoteLine key={note.kind} note={note} />
      ))}
      {annotation.better.length > 0 && (
        <div className="max-w-prose text-sm">
          <Better text={annotation.better.join(" ")} />
        </div>
      )}
    </>
  );
}

function notesOf(annotation: Annotation): Note[] {
  return noteKinds.flatMap((kind): Note[] => {
    const found = [...new Set(annotation[kind])];
    return found.length === 0 ? [] : [{ kind, text: found.join(" · ") }];
  });
}

const looks: Record<Note["kind"], { icon: IconName; word: string; look: string }> = {
  unlocked: { icon: "key", word: "Unlocked", look: "border-accent bg-accent-soft text-text" },
  missed: { icon: "flag", word: "Missed", look: "border-note-line bg-note-soft text-note" },
  broke: { icon: "alert", word: "Broke", look: "border-danger-line bg-danger-soft text-danger" },
};

function NoteLine({ note }: { note: Note }) {
  const { icon, word, look } = looks[note.kind];
  return (
    <p
      className={classNames(
        "flex max-w-prose items-start gap-2 rounded-r-md border-l-4 px-3 py-1.5 text-sm",
        look,
      )}
    >
      <Icon name={icon} className="mt-px h-[1.1rem] w-[1.1rem]" />
      <span>
        <span className="font-semibold">{word}: </span>
        {note.text}
      </span>
    </p>
  );
}
