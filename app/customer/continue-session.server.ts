import { randomUUID } from "node:crypto";
import { copyLog, type LogCopy } from "~/conversation/copy-log.server";
import { readEvents } from "~/conversation/event-log.server";
import type { DurableEvent } from "~/conversation/events";
import { insertMessage } from "~/conversation/post-message.server";
import { AppError } from "~/errors";
import type { Prisma } from "~/generated/prisma/client";
import { inSlices } from "~/lib/in-slices.server";
import { transactionSql } from "~/lib/sql.server";
import { getScenario } from "~/scenarios/catalogue.server";
import type { Services } from "~/services.server";
import { type AccessedSession, requireWriter } from "~/sessions/access-session.server";
import { isTaken, newTicketNumber, requireStartKey } from "~/sessions/start-session.server";
import { journalBefore, type JournalTurn, type Replayed, replaySteps, stillToCome } from "./replay";

/** `seq`: the trainee's message or tool use in whose place they want to do something else. */
export type ContinueInput = { seq: number; key: string | undefined };

/**
 * A new session of the trainee's that stands where an ended one stood just before `seq`: the
 * same log, the same customer, and clocks that show what they showed when its last event was
 * written. Returns its id; the same key returns the session it made first. Throws read_only,
 * session_active, invalid_input (nothing of theirs is at `seq`, or too old a session),
 * idempotency_key_reused.
 */
export async function continueSession(
  services: Services,
  session: AccessedSession,
  { seq, key }: ContinueInput,
): Promise<string> {
  requireWriter(session);
  requireStartKey(key);
  if (session.status === "active") {
    throw new AppError("session_active", "Going on from an earlier message is for ended sessions.");
  }
  const events = await readEvents(services.sql, session.id, 0, seq);
  if (!isOwn(events.at(-1), seq)) {
    throw new AppError("invalid_input", "There is no message of yours to go on from.");
  }
  const point = await findPoint(services, session, events.slice(0, -1), seq);
  try {
    return await services.db.$transaction((tx) =>
      create(services, tx, { session, seq, key, point }),
    );
  } catch (error) {
    const first = await continuedBefore(services, session, { seq, key }, error);
    if (first === null) throw error;
    return first;
  }
}

/** Whether it can be gone through again: sessions from before there was a journal can't. */
export async function canContinue({ db }: Services, { id, viewer, traineeId }: AccessedSession) {
  if (viewer.id !== traineeId) return false;
  return (await db.customerTurn.count({ where: { sessionId: id, turn: 0 } })) > 0;
}

function isOwn(event: DurableEvent | undefined, seq: number): boolean {
  if (event?.data.seq !== seq) return false;
  return (
    event.type === "action.taken" ||
    (event.type === "message.posted" && event.data.author.role === "trainee")
  );
}

type Point = {
  /** The log before the message. */
  events: DurableEvent[];
  journal: JournalTurn[];
  replayed: Replayed;
  /** When the log's last event was written, in milliseconds since the start. */
  lastAtMs: number;
};

async function findPoint(
  services: Services,
  session: AccessedSession,
  events: DurableEvent[],
  seq: number,
): Promise<Point> {
  const scenario = await getScenario(services, session.scenarioId, session.scenarioVersion);
  const all = await services.db.customerTurn.findMany({
    where: { sessionId: session.id },
    orderBy: { turn: "asc" },
  });
  if (all.length === 0) {
    throw new AppError("invalid_input", "This session is too old to go on from.");
  }
  const lastAtMs = Math.max(
    0,
    ...events.map((event) => timeOf(event) - session.startedAt.getTime()),
  );
  const journal = journalBefore(all as JournalTurn[], { seq, lastAtMs });
  const replayed = await inSlices(replaySteps(scenario, session, journal));
  return { events, journal, lastAtMs, replayed };
}

function timeOf(event: DurableEvent): number {
  return Date.parse(event.type === "message.posted" ? event.data.createdAt : event.data.at);
}

type Creation = ContinueInput & { session: AccessedSession; point: Point };

async function create(
  { clock }: Services,
  tx: Prisma.TransactionClient,
  { session, seq, key, point }: Creation,
): Promise<string> {
  const now = clock.now();
  const startedAt = new Date(now.getTime() - point.lastAtMs);
  const copy: LogCopy = {
    sessionId: randomUUID(),
    shiftMs: startedAt.getTime() - session.startedAt.getTime(),
    participants: session.participants.map((one) => ({ ...one, id: randomUUID() })),
  };
  await tx.session.create({ data: newSession(session, { seq, key, copy, startedAt }) });
  await copyLog(tx, session.id, point.events, copy);
  await placeCustomer(tx, copy.sessionId, startedAt, point);
  await insertMessage(transactionSql(tx), {
    ...{ sessionId: copy.sessionId, participantId: null, key: null, now, turn: false },
    text: `Practice goes on from here. What stands above is from your earlier session ${session.ticketNumber}; the clocks show what they showed then.`,
  });
  return copy.sessionId;
}

type Placed = { seq: number; key: string | undefined; copy: LogCopy; startedAt: Date };

function newSession(
  { scenarioId, scenarioVersion, traineeId, seed, level, id }: AccessedSession,
  { seq, key, copy, startedAt }: Placed,
): Prisma.SessionUncheckedCreateInput {
  return {
    ...{ id: copy.sessionId, scenarioId, scenarioVersion, traineeId, seed, level, startedAt },
    ticketNumber: newTicketNumber(),
    status: "active",
    startKey: key ?? null,
    headSeq: seq - 1,
    continuedFromId: id,
    continuedSeq: seq - 1,
    participants: {
      create: copy.participants.map(({ id, role, name }) => ({
        ...{ id, role, name, deliveredSeq: seq - 1 },
        // Where they go on is news that is on the page they are led to.
        readSeq: role === "trainee" ? seq : seq - 1,
        userId: role === "trainee" ? traineeId : null,
      })),
    },
  };
}

async function placeCustomer(
  tx: Prisma.TransactionClient,
  sessionId: string,
  startedAt: Date,
  { events, journal, replayed, lastAtMs }: Point,
): Promise<void> {
  const { state, atMs } = replayed;
  await tx.customerState.create({ data: { sessionId, state, turn: journal.length } });
  await tx.customerTurn.createMany({
    data: journal.map(({ turn, event, atMs, pace }) => ({
      ...{ sessionId, turn, atMs, pace },
      event: event as Prisma.InputJsonValue,
    })),
  });
  await tx.dueEffect.createMany({
    data: stillToCome(replayed, { lastAtMs, said: keysIn(events) }).map(
      ({ kind, payload, delayMs }) => ({
        ...{ sessionId, kind, payload },
        dueAt: new Date(startedAt.getTime() + atMs + delayMs),
      }),
    ),
  });
}

function keysIn(events: DurableEvent[]): ReadonlySet<string> {
  return new Set(
    events.flatMap((event) =>
      event.type === "message.posted" && event.data.author.role === "customer"
        ? (event.data.clientMessageId ?? [])
        : [],
    ),
  );
}

async function continuedBefore(
  { db }: Services,
  { id, traineeId }: AccessedSession,
  { seq, key }: ContinueInput,
  error: unknown,
): Promise<string | null> {
  if (!isTaken(error) || key === undefined) return null;
  const row = await db.session.findUnique({
    where: { traineeId_startKey: { traineeId, startKey: key } },
  });
  if (row && (row.continuedFromId !== id || row.continuedSeq !== seq - 1)) {
    throw new AppError("idempotency_key_reused", "This key has already started another session.");
  }
  return row?.id ?? null;
}
