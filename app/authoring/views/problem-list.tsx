import type { RefObject } from "react";
import { useScripted } from "~/ui/use-scripted";

export type ShownProblem = {
  line: number;
  column: number;
  path: string;
  reason: string;
  /** What stands in that line. */
  text: string;
};

type ProblemListProps = {
  problems: readonly ShownProblem[];
  field: RefObject<HTMLTextAreaElement>;
};

const mostShown = 30;

/** Each with its line, and the line's text, since a text area has no numbers. */
export function ProblemList({ problems, field }: ProblemListProps) {
  const scripted = useScripted();
  const rest = problems.length - mostShown;
  return (
    <ol className="space-y-2.5">
      {problems.slice(0, mostShown).map(({ line, column, path, reason, text }, index) => (
        <li key={index} className="rounded-md border border-line bg-raised px-3.5 py-2.5">
          <p className="flex flex-wrap gap-x-2">
            <strong className="tabular-nums">
              Line {line}, column {column}
            </strong>
            {path && <span className="font-mono text-sm leading-6 text-muted">{path}</span>}
          </p>
          <p>{reason}</p>
          <p className="mt-1.5 flex items-center gap-3">
            <code className="block min-w-0 flex-1 truncate rounded bg-sunken px-2 py-1 font-mono text-sm">
              <span className="select-none pr-3 text-muted">{line}</span>
              {text.slice(0, 200)}
            </code>
            {scripted && (
              <button
                type="button"
                className="min-h-target shrink-0 px-1 font-semibold text-accent hover:underline"
                onClick={() => {
                  if (field.current) goTo(field.current, line);
                }}
              >
                Go there<span className="sr-only"> (line {line})</span>
              </button>
            )}
          </p>
        </li>
      ))}
      {rest > 0 && <li className="text-muted">And {rest} more.</li>}
    </ol>
  );
}

/** Selects the line and scrolls it into the middle of the field. */
function goTo(field: HTMLTextAreaElement, line: number): void {
  const lines = field.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  field.focus();
  field.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  const lineHeight = field.scrollHeight / Math.max(1, lines.length);
  field.scrollTop = Math.max(0, (line - 1) * lineHeight - field.clientHeight / 2);
  field.scrollLeft = 0;
}
