import { buttonClass } from "~/ui/button";
import type { SessionView } from "~/sessions/session-view";
import type { Author } from "../events";
import type { Transcript } from "../transcript";
import { refreshSeconds } from "./live-log";
import { Log } from "./log";
import { TypingStatus } from "./typing-status";

type LogFrameProps = {
  session: SessionView;
  transcript: Transcript;
  viewer: Author;
  hasLater: boolean;
  /** Seconds until it loads itself again; null: it doesn't. */
  refresh: number | null;
};

/**
 * The log alone, at its end; it loads itself again when the reader has asked for that. No script
 * runs there, so it is made on the server only: shared with the browser, it would break the
 * chat's own script into more pieces, a kilobyte more to load.
 */
export function LogFrame({ session, transcript, viewer, hasLater, refresh }: LogFrameProps) {
  const { messages, hasEarlier } = transcript;
  const [first, last] = [messages[0]?.seq, messages.at(-1)?.seq];
  const path = `/sessions/${session.id}/log`;
  return (
    <>
      <Log
        session={session}
        transcript={transcript}
        viewer={viewer}
        pending={[]}
        heard={[]}
        sentKey={null}
        firstUnreadSeq={null}
        history={{
          earlierHref: hasEarlier && first ? `${path}?before=${first}` : null,
          laterHref: hasLater && last ? `${path}?after=${last}` : null,
          loading: false,
        }}
        callbacks={null}
      />
      {refresh === null ? (
        <Paused href={transcript.status === "active" ? path : null} />
      ) : (
        <TypingStatus typing={transcript.typing} viewer={viewer} />
      )}
    </>
  );
}

/** Reading older pages, or the session has ended. */
function Paused({ href }: { href: string | null }) {
  return (
    <p className="flex shrink-0 items-center justify-center gap-x-4 px-4 text-sm text-muted">
      Not refreshing itself{href === null && ": the session has ended"}
      {href !== null && (
        <a href={`${href}?refresh=${refreshSeconds}`} className={buttonClass("quiet")}>
          Go on with the newest
        </a>
      )}
    </p>
  );
}
