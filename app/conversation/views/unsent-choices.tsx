import { Button } from "~/ui/button";
import type { PendingMessage } from "../outbox/pending";
import type { ChatCallbacks } from "./chat-props";
import { focusComposer } from "./focus-places";

type UnsentChoicesProps = {
  pending: PendingMessage;
  /** After the session's end there is no composer to edit in, and nothing would be taken. */
  writable: boolean;
  callbacks: ChatCallbacks | null;
};

/** Why a message was not sent, and what may be done with it. */
export function UnsentChoices({ pending, writable, callbacks }: UnsentChoicesProps) {
  // The button goes with its message.
  const leave = (choose: (key: string) => void) => {
    choose(pending.key);
    focusComposer();
  };
  return (
    <div className="space-y-1 text-right">
      {pending.error && (
        <p role="alert" className="max-w-prose text-sm text-danger">
          <span className="sr-only">Not sent: </span>
          {pending.error}
        </p>
      )}
      {callbacks && (
        <div className="flex flex-wrap justify-end gap-1">
          {writable && (
            <>
              <Button type="button" look="quiet" onClick={() => leave(callbacks.onRetry)}>
                Retry
              </Button>
              <Button type="button" look="quiet" onClick={() => callbacks.onEdit(pending.key)}>
                Edit
              </Button>
            </>
          )}
          <Button type="button" look="quiet" onClick={() => leave(callbacks.onDiscard)}>
            Discard
          </Button>
        </div>
      )}
    </div>
  );
}
