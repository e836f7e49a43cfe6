import type { Prisma } from "~/generated/prisma/client";
import type { Sql, Statement } from "~/lib/sql.server";
import type { DurableEvent } from "./events";

type Writing = Pick<Prisma.TransactionClient, "$queryRaw">;

const eventsAfter: Statement = {
  name: "events_after",
  text: `SELECT type, data FROM event
    WHERE session_id = $1::uuid AND seq > $2::int ORDER BY seq LIMIT $3::int`,
};

/** The events after `seq`, ascending, `limit` at most. */
export function readEvents(
  sql: Sql,
  sessionId: string,
  afterSeq: number,
  limit: number,
): Promise<DurableEvent[]> {
  return sql<DurableEvent>(eventsAfter, [sessionId, afterSeq, limit]);
}

type WithoutSeq<E> = E extends DurableEvent
  ? { type: E["type"]; data: Omit<E["data"], "seq"> }
  : never;

/** Appends an event other than a message and returns it with its seq; locks the session row. */
export async function appendEvent(
  db: Writing,
  sessionId: string,
  event: WithoutSeq<Exclude<DurableEvent, { type: "message.posted" }>>,
  now: Date,
): Promise<DurableEvent> {
  const rows = await db.$queryRaw<DurableEvent[]>`
    SELECT type, data FROM append_event(
      ${sessionId}::uuid, ${event.type}::text, ${JSON.stringify(event.data)}::jsonb, ${now}::timestamptz)`;
  const row = rows[0];
  if (!row) throw new Error("append_event returned nothing");
  return row;
}
