import type { Author } from "../events";
import type { Typist } from "../transcript";

type TypingStatusProps = { typing: readonly Typist[]; viewer: Author };

/** Always there, so that screen readers hear it change and nothing jumps. */
export function TypingStatus({ typing, viewer }: TypingStatusProps) {
  const other = typing.find((typist) => typist.author.role !== viewer.role);
  return (
    <div className="no-print mx-auto flex h-7 w-full max-w-4xl shrink-0 items-center gap-2 px-4 text-sm text-muted two:px-6">
      {other && <Dots />}
      <span role="status" aria-label="Typing">
        {other && `${other.author.name} is typing`}
      </span>
    </div>
  );
}

function Dots() {
  return (
    <svg aria-hidden="true" viewBox="0 0 22 6" className="h-1.5 w-[1.4rem]" fill="currentColor">
      <circle className="typing-dot" cx="3" cy="3" r="2.5" />
      <circle className="typing-dot" cx="11" cy="3" r="2.5" />
      <circle className="typing-dot" cx="19" cy="3" r="2.5" />
    </svg>
  );
}
