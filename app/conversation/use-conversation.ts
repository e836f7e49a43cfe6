import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import { type Carrier, createBrowserConversation } from "./browser-conversation";
import type { ConversationSnapshot } from "./conversation-snapshot";
import type { Conversation, ConversationState } from "./conversation-types";
import { createDraft, type Draft } from "./draft";
import { createDraftStorage } from "./draft-storage";
import type { Author } from "./events";
import { listenToPage } from "./connection/page-signals";
import type { Transcript } from "./transcript";
import type { ChatCallbacks, ComposerDraft } from "./views/chat-props";

export type UseConversation = {
  /** Loader data of one session; newer data is merged, and never takes anything back. */
  snapshot: ConversationSnapshot;
  /** What chose the snapshot's window of messages, e.g. the page's query; another one is shown. */
  window: string;
  viewer: Author;
  csrfToken: string;
  readOnly: boolean;
  /** The key in the form that the server made of this page, if it did. */
  formKey?: string | null;
  carrier?: Carrier;
};

export type ConversationView = Pick<
  ConversationState,
  "pending" | "heard" | "sentKey" | "connection" | "transport" | "problem"
> & {
  transcript: Transcript;
  /** What the window of messages leaves out, and whether a page is being fetched. */
  hasLater: boolean;
  loadingHistory: boolean;
  draft: ComposerDraft;
  /** Null until the page is alive. */
  callbacks: ChatCallbacks | null;
};

/** One session, live from hydration until the page is left; for another session, mount anew. */
export function useConversation(input: UseConversation): ConversationView {
  const conversation = useMadeOnce(input);
  const { acknowledged, transcript, ...state } = useStore(conversation.store);
  const alive = useAlive(conversation);
  const draft = useDraft(conversation, input);
  const callbacks = useCallbacks(conversation, draft);
  useOffered(conversation, input);
  return {
    ...state,
    transcript: useMemo(
      () => withAcknowledged(transcript, acknowledged, state.hasLater),
      [transcript, acknowledged, state.hasLater],
    ),
    draft: draft.shown,
    callbacks: alive ? callbacks : null,
  };
}

function useMadeOnce(input: UseConversation): Conversation {
  const { snapshot, viewer, csrfToken, readOnly, carrier } = input;
  const token = useRef(csrfToken);
  token.current = csrfToken;
  const [conversation] = useState(() =>
    createBrowserConversation({
      ...{ snapshot, viewer, readOnly, carrier },
      csrfToken: () => token.current,
    }),
  );
  return conversation;
}

/** Starts after hydration; true from then on. */
function useAlive(conversation: Conversation): boolean {
  const [alive, setAlive] = useState<Conversation | null>(null);
  useEffect(() => {
    conversation.start();
    const ignore = listenToPage(conversation.signal);
    setAlive(conversation);
    return () => {
      ignore();
      conversation.stop();
    };
  }, [conversation]);
  return alive === conversation;
}

function useOffered(conversation: Conversation, { snapshot, window }: UseConversation): void {
  const { cursor } = snapshot;
  const latest = useRef(snapshot);
  latest.current = snapshot;
  const shown = useRef(window);
  useEffect(() => {
    const isOtherWindow = shown.current !== window;
    shown.current = window;
    if (isOtherWindow) conversation.show(latest.current);
    else conversation.offer(latest.current);
  }, [conversation, cursor, window]);
}

type ShownDraft = {
  /** Follows what is written, for a composer that comes back, or goes with the session's end. */
  shown: ComposerDraft;
  changed: (text: string) => void;
  /** An edited message joins what is being written; neither replaces the other. */
  join: (text: string) => void;
  spendKey: Draft["spendKey"];
};

function useDraft(conversation: Conversation, input: UseConversation): ShownDraft {
  const [draft] = useState(() => draftOf(conversation, input));
  const [shown, setShown] = useState<ComposerDraft>({ text: "", added: "", version: 0 });
  const follow = useCallback(() => {
    setShown((before) => ({ ...before, text: draft.text() }));
  }, [draft]);
  const add = useCallback(
    (added: string) => {
      setShown(({ version }) => ({ text: draft.text(), added, version: version + 1 }));
    },
    [draft],
  );
  // Before there are callbacks: nothing is sent or written until it is known what was.
  useEffect(() => {
    const kept = draft.comeAlive(heldText() ?? "");
    if (kept === "") follow();
    else add(kept);
  }, [draft, follow, add]);
  const changed = useCallback(
    (text: string) => {
      draft.changed(text);
      follow();
    },
    [draft, follow],
  );
  const join = useCallback(
    (text: string) => {
      draft.join(text, heldText() ?? draft.text());
      add(text);
    },
    [draft, add],
  );
  return { shown, changed, join, spendKey: draft.spendKey };
}

function draftOf({ store, textUnder }: Conversation, { formKey = null }: UseConversation): Draft {
  const { sessionId } = store.getState().transcript;
  return createDraft({
    storage: createDraftStorage(() => localStorage, sessionId),
    ...{ formKey, textUnder },
  });
}

/** What the composer holds, told yet or not; null where there is none. */
function heldText(): string | null {
  return document.querySelector<HTMLTextAreaElement>("textarea[name=text]")?.value ?? null;
}

function useCallbacks(conversation: Conversation, draft: ShownDraft): ChatCallbacks {
  const { changed, join, spendKey } = draft;
  return useMemo(
    () => ({
      onSend: (text) => {
        conversation.send(text, spendKey(text));
      },
      onTyping: conversation.setTyping,
      onDraftChange: changed,
      onRetry: conversation.retry,
      onEdit: (key) => {
        const text = conversation.edit(key);
        if (text !== null) join(text);
      },
      onDiscard: conversation.discard,
      onLoadEarlier: () => void conversation.loadEarlier(),
      onLoadLater: () => void conversation.loadLater(),
      onLoadNewest: () => void conversation.loadNewest(),
      onRead: conversation.markRead,
      onCheck: conversation.checkNow,
    }),
    [conversation, changed, join, spendKey],
  );
}

/** Own messages that are stored show in their place while what came before is fetched. */
function withAcknowledged(
  transcript: Transcript,
  acknowledged: ConversationState["acknowledged"],
  hasLater: boolean,
): Transcript {
  if (acknowledged.length === 0 || hasLater) return transcript;
  const messages = [...transcript.messages, ...acknowledged];
  return { ...transcript, messages: messages.sort((one, other) => one.seq - other.seq) };
}
