import { Prisma } from "~/generated/prisma/client";
import { parseWholeNumber } from "~/lib/whole-number";
import type { Services } from "~/services.server";
import type { AccessedSession } from "~/sessions/access-session.server";
import { formatCursor } from "./cursor";
import type { Action } from "./events";
import { listMessages } from "./list-messages.server";
import type { Transcript } from "./transcript";

export const pageOfMessages = 40;

export type Snapshot = {
  transcript: Transcript;
  /** A stream from here continues the transcript without a hole. */
  cursor: string;
  /** True when newer messages than the window's exist; then it isn't live. */
  hasLater: boolean;
};

/**
 * State and cursor as of one moment, read in one repeatable-read transaction. The
 * window is the newest page, or the one before or after a seq.
 */
export async function getSnapshot(
  { db, hub }: Services,
  session: AccessedSession,
  window: { before?: number | undefined; after?: number | undefined } = {},
): Promise<Snapshot> {
  return db.$transaction(
    async (tx) => {
      const row = await tx.session.findUniqueOrThrow({
        where: { id: session.id },
        include: { participants: { orderBy: [{ role: "asc" }, { name: "asc" }] } },
      });
      const actions = await tx.action.findMany({
        where: { sessionId: session.id },
        orderBy: { seq: "asc" },
        select: { seq: true, tool: true, label: true, by: true, at: true },
      });
      const { messages, hasMore } = await listMessages(tx, session.id, {
        ...window,
        limit: pageOfMessages,
      });
      const backwards = window.after === undefined;
      const transcript: Transcript = {
        sessionId: session.id,
        status: row.status === "ended" ? "ended" : "active",
        head: row.headSeq,
        messages,
        hasEarlier: backwards ? hasMore : true,
        actions: actions.map((one): Action => ({ ...one, at: one.at.toISOString() })),
        receipts: row.participants.map(({ role, name, deliveredSeq, readSeq }) => ({
          role: role as "trainee" | "customer" | "trainer",
          name,
          deliveredSeq,
          readSeq,
        })),
        ...liveNow(hub.current(session.id, [])),
      };
      return {
        transcript,
        cursor: formatCursor({ epoch: session.epoch, seq: row.headSeq }),
        hasLater: backwards ? window.before !== undefined : hasMore,
      };
    },
    { isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead },
  );
}

function liveNow(
  events: ReturnType<Services["hub"]["current"]>,
): Pick<Transcript, "typing" | "present"> {
  return {
    typing: events.flatMap((event) =>
      event.type === "typing.changed"
        ? [{ author: event.data.author, expiresInMs: event.data.expiresInMs }]
        : [],
    ),
    present: events.flatMap((event) =>
      event.type === "presence.changed" ? [{ role: event.data.role, name: event.data.name }] : [],
    ),
  };
}

/** `?before=` and `?after=` choose a page of history; anything else is the newest. */
export function windowOf(params: URLSearchParams): { before?: number; after?: number } {
  const before = parseWholeNumber(params.get("before"));
  const after = parseWholeNumber(params.get("after"));
  if (before !== null) return { before };
  return after === null ? {} : { after };
}
