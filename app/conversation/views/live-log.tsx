import { WithoutScripts } from "~/ui/without-scripts";
import type { ChatProps } from "./chat-props";

export const refreshSeconds = 10;

/** The chat's page, in the frame's mode or not; forms post there, so that sending doesn't leave the mode. */
export const chatPath = (session: { id: string }, framed: boolean) =>
  `/sessions/${session.id}${framed ? "?live=1" : ""}`;

/**
 * Without scripts, on request: the log in a frame that loads itself again, while the page with
 * the composer stays as it is.
 */
export function LiveLog({ session }: Pick<ChatProps, "session">) {
  return (
    <iframe
      src={`/sessions/${session.id}/log?refresh=${refreshSeconds}`}
      title={`Conversation with ${session.customer.name}, refreshing itself`}
      className="min-h-0 w-full flex-1 border-0"
    />
  );
}

/** Said where the page doesn't come alive; the switch for the frame stands there, too. */
export function BasicMode({ session, framed }: Pick<ChatProps, "session" | "framed">) {
  return (
    <WithoutScripts>
      Basic mode ·{" "}
      <a
        href={chatPath(session, !framed)}
        className="inline-flex min-h-target items-center font-semibold text-accent underline-offset-2 hover:underline"
      >
        {framed ? "Stop refreshing" : "Refresh by itself"}
      </a>
    </WithoutScripts>
  );
}
