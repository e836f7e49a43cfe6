import type { Prisma } from "~/generated/prisma/client";
import type { DurableEvent } from "./events";

type Reading = Pick<Prisma.TransactionClient, "event">;
type Writing = Pick<Prisma.TransactionClient, "$queryRaw">;

/** The events after `seq`, ascending, `limit` at most. */
export async function readEvents(
  db: Reading,
  sessionId: string,
  afterSeq: number,
  limit: number,
): Promise<DurableEvent[]> {
  const rows = await db.event.findMany({
    where: { sessionId, seq: { gt: afterSeq } },
    orderBy: { seq: "asc" },
    take: limit,
    select: { type: true, data: true },
  });
  return rows as unknown as DurableEvent[];
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
