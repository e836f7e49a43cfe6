import type { Action, Message } from "~/conversation/events";
import { classNames } from "~/ui/class-names";
import { Icon, type IconName } from "~/ui/icon";
import { LocalTime } from "~/ui/local-time";
import type { Debrief } from "../debrief";

type Annotation = Debrief["annotations"][number];

type AnnotatedTranscriptProps = {
  messages: readonly Message[];
  actions: readonly Action[];
  annotations: readonly Annotation[];
};

/** The whole conversation once more, with what each message unlocked, missed or broke. */
export function AnnotatedTranscript({ messages, actions, annotations }: AnnotatedTranscriptProps) {
  return (
    <ol className="divide-y divide-line rounded-lg border border-line bg-raised">
      {linesOf(messages, actions).map((line) => (
        <li
          key={line.seq}
          id={`m${line.seq}`}
          className="grid scroll-mt-4 grid-cols-1 gap-x-4 gap-y-1.5 px-4 py-3 target:bg-accent-soft two:grid-cols-[8.5rem_minmax(0,1fr)] two:px-5"
        >
          <p className="text-sm leading-6 text-muted">
            <span className={classNames("block", line.spoken && "font-semibold text-text")}>
              {line.who}
            </span>
            <LocalTime at={line.at} className="tabular-nums" />
            <span className="tabular-nums"> · {line.seq}</span>
          </p>
          <div className="min-w-0 space-y-2">
            <p
              dir="auto"
              className={classNames(
                "max-w-prose whitespace-pre-wrap [overflow-wrap:anywhere]",
                !line.spoken && "text-muted",
              )}
            >
              {line.text}
            </p>
            {notesOf(annotations, line.seq).map((note) => (
              <NoteLine key={note.kind} note={note} />
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}

type Line = { seq: number; at: string; who: string; text: string; spoken: boolean };

function linesOf(messages: readonly Message[], actions: readonly Action[]): Line[] {
  return [...messages.map(messageLine), ...actions.map(actionLine)].sort((a, b) => a.seq - b.seq);
}

function messageLine({ seq, author, text, createdAt }: Message): Line {
  const spoken = author.role !== "system";
  return { seq, at: createdAt, who: spoken ? author.name : "Deskside", text, spoken };
}

function actionLine({ seq, label, by, at }: Action): Line {
  return { seq, at, who: by, text: `Used the tool ${label}`, spoken: false };
}

const noteKinds = ["unlocked", "missed", "broke"] as const;
type Note = { kind: (typeof noteKinds)[number]; text: string };

function notesOf(annotations: readonly Annotation[], seq: number): Note[] {
  return annotations
    .filter((annotation) => annotation.seq === seq)
    .flatMap((annotation) =>
      noteKinds.flatMap((kind): Note[] => {
        const found = [...new Set(annotation[kind])];
        return found.length === 0 ? [] : [{ kind, text: found.join(" · ") }];
      }),
    );
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
