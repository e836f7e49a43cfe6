import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import {
  type ClientActionFunctionArgs,
  type ShouldRevalidateFunction,
  useActionData,
  useLoaderData,
} from "@remix-run/react";
import { useAuthenticityToken } from "remix-utils/csrf/react";
import { postMessage } from "~/conversation/post-message.server";
import { noteReceipts } from "~/conversation/receipts.server";
import { getSnapshot, windowOf } from "~/conversation/snapshot.server";
import { useConversation } from "~/conversation/use-conversation";
import { ChatPage } from "~/conversation/views/chat-page";
import { chatPath } from "~/conversation/views/live-log";
import { takeAction } from "~/customer/take-action.server";
import { useToldEnding } from "~/embedding/use-told-ending";
import { AppError } from "~/errors";
import { field, formAction, page } from "~/http/page.server";
import { isUnreachable, orUnreachable, unreachableText } from "~/lib/or-unreachable";
import { CsrfInput } from "~/root";
import { type AccessedSession, accessSession } from "~/sessions/access-session.server";
import { getSessionView } from "~/sessions/get-session-view.server";
import { listSessions } from "~/sessions/list-sessions.server";
import type { Services } from "~/services.server";

export const handle = { fixed: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  {
    title: data ? `${data.session.customer.name} – ${data.session.subject} – Deskside` : "Deskside",
  },
];

const openChats = 20;

const isFramed = (url: URL) => url.searchParams.has("live");

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async ({ services, viewer, params, url }) => {
    const session = await accessSession(services, viewer, params["id"]);
    const window = windowOf(url.searchParams);
    const [snapshot, view, open] = await Promise.all([
      getSnapshot(services, session, window),
      getSessionView(services, session),
      listSessions(services, viewer, { status: "active", limit: openChats }),
    ]);
    const own = session.participants.find((one) => one.role === viewer.role);
    const unread = snapshot.transcript.messages.find(
      (message) => own && message.seq > own.readSeq && message.author.role !== viewer.role,
    );
    return {
      session: view,
      snapshot,
      window: url.search,
      framed: isFramed(url),
      viewer: { role: viewer.role, name: own?.name ?? viewer.name },
      openSessions: open.sessions,
      firstUnreadSeq: unread?.seq ?? null,
      key: crypto.randomUUID(),
      toolKey: crypto.randomUUID(),
      now: services.clock.now().toISOString(),
    };
  });

type Refused = { key: string; text: string; error: string | null; toolError: string | null };

/** Without JavaScript: Send, a tool, or "Check for new messages" with what is typed kept. */
export const action = (args: ActionFunctionArgs) =>
  formAction(args, async ({ services, viewer, params, form, url }) => {
    const session = await accessSession(services, viewer, params["id"]);
    const intent = field(form, "intent");
    const kept: Refused = {
      key: field(form, "key") || crypto.randomUUID(),
      text: intent === "tool" ? "" : field(form, "text"),
      error: null,
      toolError: null,
    };
    // The reader has seen the page that this form stood on.
    if (intent === "check") return data(kept);
    try {
      if (intent === "tool") await takeActionByForm(services, session, form);
      else await postByForm(services, session, form);
    } catch (error) {
      if (!(error instanceof AppError) || error.status === 404) throw error;
      // There is no composer any more to give the text back in; the error page does.
      if (error.code === "session_ended" && intent !== "tool") throw error;
      const refused = intent === "tool" ? { toolError: error.detail } : { error: error.detail };
      // A key that was used for another text would be refused again.
      const key = error.code === "idempotency_key_reused" ? crypto.randomUUID() : kept.key;
      return data({ ...kept, ...refused, key }, { status: error.status });
    }
    return redirect(chatPath(session, isFramed(url)), 303);
  });

/** Pressing a tool without a network must not put an error page in the place of the chat. */
export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnreachable(() => serverAction<typeof action>(), { toolError: unreachableText });

export const shouldRevalidate: ShouldRevalidateFunction = ({
  actionResult,
  defaultShouldRevalidate,
}) => defaultShouldRevalidate && !isUnreachable(actionResult);

async function postByForm(services: Services, session: AccessedSession, form: FormData) {
  const { head } = await postMessage(services, session, {
    key: field(form, "key"),
    text: field(form, "text"),
  });
  await noteReceipts(services, session, { readSeq: head });
}

async function takeActionByForm(services: Services, session: AccessedSession, form: FormData) {
  await takeAction(services, session, { key: field(form, "key"), tool: field(form, "tool") });
}

/** Another session that the same route shows next is a page of its own. */
export default function Chat() {
  const loaded = useLoaderData<typeof loader>();
  return <LiveChat key={loaded.session.id} loaded={loaded} />;
}

function LiveChat({ loaded }: { loaded: ReturnType<typeof useLoaderData<typeof loader>> }) {
  const refused = useActionData<typeof action>();
  const { session, snapshot, viewer } = loaded;
  const formKey = refused?.key ?? loaded.key;
  const conversation = useConversation({
    snapshot,
    window: loaded.window,
    viewer,
    csrfToken: useAuthenticityToken(),
    readOnly: session.readOnly,
    formKey,
  });
  const { transcript, hasLater } = conversation;
  const isOwn = viewer.role === "trainee";
  const isOwnAndOver = isOwn && transcript.status === "ended";
  useToldEnding(isOwnAndOver ? session.id : null);
  const [first, last] = [transcript.messages[0]?.seq, transcript.messages.at(-1)?.seq];
  const path = `/sessions/${session.id}`;
  return (
    <ChatPage
      session={session}
      transcript={transcript}
      viewer={viewer}
      pending={conversation.pending}
      heard={conversation.heard}
      sentKey={conversation.sentKey}
      connection={conversation.connection}
      transport={conversation.transport}
      problem={conversation.problem}
      openSessions={loaded.openSessions}
      firstUnreadSeq={loaded.firstUnreadSeq}
      history={{
        earlierHref: transcript.hasEarlier && first ? `${path}?before=${String(first)}` : null,
        laterHref: hasLater && last ? `${path}?after=${String(last)}` : null,
        loading: conversation.loadingHistory,
      }}
      framed={loaded.framed}
      form={{
        key: formKey,
        text: refused?.text ?? "",
        error: refused?.error ?? null,
      }}
      draft={conversation.draft}
      csrf={<CsrfInput />}
      toolKey={loaded.toolKey}
      toolError={refused?.toolError ?? null}
      now={loaded.now}
      callbacks={isOwn ? conversation.callbacks : null}
    />
  );
}
