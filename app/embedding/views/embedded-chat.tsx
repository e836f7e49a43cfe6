import { useCallback, useEffect, useState } from "react";
import { useConversation } from "~/conversation/use-conversation";
import { ChatPage } from "~/conversation/views/chat-page";
import { DetailsPage } from "~/conversation/views/details-page";
import { randomUUID } from "~/lib/random-uuid";
import type { SessionListItem, SessionView } from "~/sessions/session-view";
import { type OpenedSession, Refusal } from "../embedded-api";
import { problemIn, useLoaded } from "../use-loaded";
import { useTellEnding } from "../use-told-ending";
import { textIn } from "../form-text";
import { ByApi } from "./by-api";
import { Scrolling, type ScreenProps } from "./embedded-app";
import { EmbeddedResolve } from "./embedded-resolve";
import { Loading } from "./loading";

type At = "chat" | "details" | "resolve";
type ChatProps = ScreenProps & { sessionId: string; at: At };

/** One session: the conversation goes on while the details or the resolution are on the screen. */
export function EmbeddedChat(props: ChatProps) {
  const { api, sessionId } = props;
  const load = useCallback(() => api.open(sessionId), [api, sessionId]);
  return (
    <Loading loaded={useLoaded(load)}>
      {(opened) => <LiveChat {...props} opened={opened} />}
    </Loading>
  );
}

function LiveChat({ opened, at, ...props }: ChatProps & { opened: OpenedSession }) {
  const { api, keeper, carrier, library, origins, sessionId, onGo } = props;
  const [session, setSession] = useState(opened.view);
  const { role, name } = library.user;
  const viewer = { role, name };
  const conversation = useConversation({
    ...{ snapshot: opened.snapshot, window: "", viewer, csrfToken: "", carrier },
    readOnly: session.readOnly,
  });
  const { transcript } = conversation;
  const ended = transcript.status === "ended";
  useEffect(() => {
    // How it ended is known to the server; without it the page says only that it did.
    if (ended) api.getView(sessionId).then(({ view }) => setSession(view), problemIn);
  }, [api, ended, sessionId]);
  useTellEnding(origins, ended && role === "trainee" ? sessionId : null, keeper.fetch);
  const tools = useTools(props);
  const [key] = useState(() => randomUUID());
  const details = { session, transcript, csrf: null, ...tools.shown };
  if (at === "resolve" && !ended) return <EmbeddedResolve {...props} session={session} />;
  return (
    <ByApi onGo={onGo} onPost={tools.post}>
      {at === "details" ? (
        <Scrolling>
          <DetailsPage {...details} />
        </Scrolling>
      ) : (
        <ChatPage
          {...details}
          viewer={viewer}
          pending={conversation.pending}
          heard={conversation.heard}
          sentKey={conversation.sentKey}
          connection={conversation.connection}
          transport={conversation.transport}
          framed={false}
          problem={conversation.problem}
          openSessions={[listItemOf(session)]}
          firstUnreadSeq={null}
          history={historyOf(conversation, sessionId)}
          form={{ key, text: "", error: null }}
          draft={conversation.draft}
          now={opened.now}
          callbacks={role === "trainee" ? conversation.callbacks : null}
        />
      )}
    </ByApi>
  );
}

/** The composer's form comes by here as well, and is the composer's own affair. */
function useTools({ api, sessionId }: ChatProps | Omit<ChatProps, "at">) {
  const [toolKey, setToolKey] = useState(() => randomUUID());
  const [toolError, setToolError] = useState<string | null>(null);
  const post = (_path: string, form: FormData) => {
    if (textIn(form, "intent") !== "tool") return;
    api.act(sessionId, textIn(form, "tool"), textIn(form, "key")).then(
      () => {
        setToolError(null);
        // The next press is another use, not a repeat of this one.
        setToolKey(randomUUID());
      },
      (thrown: unknown) => setToolError(thrown instanceof Refusal ? thrown.message : null),
    );
  };
  return { post, shown: { toolKey, toolError } };
}

/** Earlier pages come by the conversation itself; the addresses are only what the buttons look like. */
function historyOf(
  { transcript, hasLater, loadingHistory }: ReturnType<typeof useConversation>,
  sessionId: string,
) {
  const href = `/sessions/${sessionId}`;
  return {
    earlierHref: transcript.hasEarlier ? href : null,
    laterHref: hasLater ? href : null,
    loading: loadingHistory,
  };
}

/** The one chat that this page knows of. */
function listItemOf(session: SessionView): SessionListItem {
  const { id, ticketNumber, subject, scenarioId, scenarioTitle, traineeName } = session;
  const { status, priority, sla, startedAt, endedAt, customer } = session;
  return {
    ...{ id, ticketNumber, subject, scenarioId, scenarioTitle, traineeName, status },
    ...{ priority, sla, startedAt, endedAt, customerName: customer.name },
    ...{ answered: false, lastMessage: null, unread: 0, score: null, excerpt: null },
    continued: session.continuation !== null,
  };
}
