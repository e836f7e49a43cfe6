import type { SessionListItem } from "~/sessions/session-view";
import type { Transcript } from "./transcript";

/**
 * The list is as old as the page; the chat that is open here is known better. `hasLater`: its
 * messages are an old part of it, whose last line isn't the chat's.
 */
export function openChatsNow(
  sessions: readonly SessionListItem[],
  transcript: Transcript,
  hasLater: boolean,
): SessionListItem[] {
  return sessions.flatMap((session) => {
    if (session.id !== transcript.sessionId) return [session];
    return transcript.status === "ended" ? [] : [asOfNow(session, transcript, hasLater)];
  });
}

function asOfNow(
  session: SessionListItem,
  { messages }: Transcript,
  hasLater: boolean,
): SessionListItem {
  const answered = session.answered || messages.some(({ author }) => author.role === "trainee");
  const last = messages.findLast(({ author }) => author.role !== "system");
  if (!last || hasLater) return { ...session, answered };
  const { author, text, createdAt } = last;
  return { ...session, answered, lastMessage: { role: author.role, text, at: createdAt } };
}
