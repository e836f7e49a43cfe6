import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import { type Carrier, createBrowserConversation } from "./browser-conversation";
import type { ConversationSnapshot } from "./conversation-snapshot";
import type { Conversation, ConversationState } from "./conversation-types";
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
  const draft = useDraft(transcript.sessionId);
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

type Draft = {
  /** Follows what is written, for a composer that comes back, or goes with the session's end. */
  shown: ComposerDraft;
  changed: (text: string) => void;
  /** An edited message joins what is being written; neither replaces the other. */
  join: (text: string) => void;
};

function useDraft(sessionId: string): Draft {
  const storage = useMemo(() => createDraftStorage(() => localStorage, sessionId), [sessionId]);
  const [shown, setShown] = useState<ComposerDraft>({ text: "", version: 0 });
  const written = useRef("");
  const show = useCallback((text: string) => {
    written.current = text;
    setShown(({ version }) => ({ text, version: version + 1 }));
  }, []);
  useEffect(() => {
    const kept = storage.read();
    written.current = kept;
    if (kept !== "" && isComposerEmpty()) show(kept);
  }, [storage, show]);
  const changed = useCallback(
    (text: string) => {
      written.current = text;
      storage.write(text);
      setShown(({ version }) => ({ text, version }));
    },
    [storage],
  );
  const join = useCallback(
    (text: string) => {
      const joined = [text, written.current].filter((part) => part !== "").join("\n");
      storage.write(joined);
      show(joined);
    },
    [storage, show],
  );
  return { shown, changed, join };
}

/** What was typed before the page came alive goes before what was kept. */
function isComposerEmpty(): boolean {
  const field = document.querySelector<HTMLTextAreaElement>("textarea[name=text]");
  return !field || field.value === "";
}

function useCallbacks(conversation: Conversation, { changed, join }: Draft): ChatCallbacks {
  return useMemo(
    () => ({
      onSend: conversation.send,
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
    [conversation, changed, join],
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
