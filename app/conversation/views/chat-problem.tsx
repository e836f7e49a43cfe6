import { Banner } from "~/ui/banner";
import type { ChatProps } from "./chat-props";

type ChatProblemProps = Pick<ChatProps, "session" | "problem" | "pending">;

/** Why nothing comes and goes any more, and the way on. */
export function ChatProblem({ session, problem, pending }: ChatProblemProps) {
  if (!problem) return null;
  return (
    <div className="no-print shrink-0 px-3 pt-3 two:px-6">
      <Banner tone="danger" role="alert">
        {problem === "signed_out" ? (
          <SignedOut back={`/sessions/${session.id}`} />
        ) : (
          <Closed problem={problem} hasUnsent={pending.length > 0} />
        )}
      </Banner>
    </div>
  );
}

/** In a tab of its own: this page stays as it is, and goes on when one comes back to it. */
function SignedOut({ back }: { back: string }) {
  return (
    <>
      You have been signed out.{" "}
      <a
        href={`/login?to=${encodeURIComponent(back)}`}
        target="_blank"
        rel="noreferrer"
        className="font-semibold underline"
      >
        Sign in again
        <span className="sr-only"> (opens a new tab)</span>
      </a>{" "}
      – unsent text is kept.
    </>
  );
}

const closedText = {
  forbidden: "You may no longer read this session.",
  not_found: "This session isn't there any more, or someone else has signed in.",
};

function Closed({
  problem,
  hasUnsent,
}: {
  problem: "forbidden" | "not_found";
  hasUnsent: boolean;
}) {
  return (
    <>
      {closedText[problem]} {hasUnsent && "What you haven't sent is still below. "}
      <a href="/sessions" className="font-semibold underline">
        Go to my sessions
      </a>
    </>
  );
}
