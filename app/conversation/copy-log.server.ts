import { randomUUID } from "node:crypto";
import type { Prisma } from "~/generated/prisma/client";
import type { ParticipantRow } from "~/sessions/access-session.server";
import type { DurableEvent } from "./events";

/** Where a log is copied to, how much later all of it happened, and who takes part there. */
export type LogCopy = {
  sessionId: string;
  shiftMs: number;
  participants: readonly Pick<ParticipantRow, "id" | "role" | "name">[];
};

/**
 * Writes a log's first events into a new session, with the same seqs, and the messages and
 * actions that they tell of. The session's row is there already, with its head.
 */
export async function copyLog(
  tx: Prisma.TransactionClient,
  fromId: string,
  events: readonly DurableEvent[],
  copy: LogCopy,
): Promise<void> {
  const copied = events.map((event) => moved(event, copy));
  await tx.event.createMany({
    data: copied.map(({ type, data }) => ({
      ...{ sessionId: copy.sessionId, seq: data.seq, type, data },
      createdAt: "createdAt" in data ? data.createdAt : data.at,
    })),
  });
  await copyMessages(tx, fromId, copied, copy);
  await copyActions(tx, fromId, copied, copy);
}

function moved(event: DurableEvent, { sessionId, shiftMs }: LogCopy): DurableEvent {
  const later = (time: string): string => new Date(Date.parse(time) + shiftMs).toISOString();
  switch (event.type) {
    case "message.posted": {
      const { createdAt } = event.data;
      const data = { ...event.data, id: randomUUID(), sessionId, createdAt: later(createdAt) };
      return { type: event.type, data };
    }
    case "action.taken":
      return { type: event.type, data: { ...event.data, at: later(event.data.at) } };
    case "session.changed":
      return { type: event.type, data: { ...event.data, at: later(event.data.at) } };
  }
}

async function copyMessages(
  tx: Prisma.TransactionClient,
  fromId: string,
  copied: readonly DurableEvent[],
  { sessionId, participants }: LogCopy,
): Promise<void> {
  const seqs = copied.map(({ data }) => data.seq);
  const rows = await tx.message.findMany({ where: { sessionId: fromId, seq: { in: seqs } } });
  const eventAt = new Map(copied.map((event) => [event.data.seq, event]));
  await tx.message.createMany({
    data: rows.flatMap((row) => {
      const event = eventAt.get(row.seq);
      if (event?.type !== "message.posted") return [];
      const { id, createdAt, author } = event.data;
      const by = participants.find(
        ({ role, name }) => role === author.role && name === author.name,
      );
      return [{ ...row, id, sessionId, createdAt, participantId: by?.id ?? null }];
    }),
  });
}

async function copyActions(
  tx: Prisma.TransactionClient,
  fromId: string,
  copied: readonly DurableEvent[],
  { sessionId, participants }: LogCopy,
): Promise<void> {
  const trainee = participants.find(({ role }) => role === "trainee");
  const taken = copied.flatMap((event) => (event.type === "action.taken" ? [event.data] : []));
  if (!trainee || taken.length === 0) return;
  const seqs = taken.map(({ seq }) => seq);
  const rows = await tx.action.findMany({ where: { sessionId: fromId, seq: { in: seqs } } });
  await tx.action.createMany({
    data: rows.map((row) => ({
      ...row,
      id: randomUUID(),
      sessionId,
      participantId: trainee.id,
      args: row.args ?? {},
      at: taken.find(({ seq }) => seq === row.seq)?.at ?? row.at,
    })),
  });
}
