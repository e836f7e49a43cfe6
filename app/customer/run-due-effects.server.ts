import type { DueEffect, Participant, Prisma } from "~/generated/prisma/client";
import { endSession } from "~/conversation/end-session.server";
import type { SessionEvent } from "~/conversation/events";
import { insertMessage } from "~/conversation/post-message.server";
import { publish } from "~/conversation/publish.server";
import { moveReceipt, type ReceiptInput } from "~/conversation/receipts.server";
import { transactionSql } from "~/lib/sql.server";
import type { Services } from "~/services.server";
import { type DueAction, dueAction } from "./due-effects";
import { takeTurn } from "./take-turn.server";

/** Longer than the longest typing (6 s), so that a late message doesn't blink. */
const customerTypingExpiresInMs = 10_000;
/** A runaway scenario must not hold a worker for ever. */
const mostAtOnce = 500;

type Done = { events: SessionEvent[]; next: Date | null; more: boolean };

/**
 * Carries out everything that is due in a session, each row in a transaction of its
 * own that also deletes it: a crash loses and repeats nothing. Returns when the next
 * row falls due, or null. Any number of callers, in any process, may run at once.
 */
export async function runDueEffects(services: Services, sessionId: string): Promise<Date | null> {
  for (let count = 0; count < mostAtOnce; count += 1) {
    const done = await services.db.$transaction((tx) => runFirst(services, tx, sessionId));
    await publish(services, sessionId, done.events);
    if (!done.more) return done.next;
  }
  services.log.error({ sessionId }, "a session has more due effects than are run at once");
  return services.clock.now();
}

async function runFirst(
  services: Services,
  tx: Prisma.TransactionClient,
  sessionId: string,
): Promise<Done> {
  // All who take turns in a session queue here; posts only take the session's own lock.
  await tx.$queryRaw`SELECT 1 FROM customer_state WHERE session_id = ${sessionId}::uuid FOR UPDATE`;
  const row = await tx.dueEffect.findFirst({
    where: { sessionId },
    orderBy: [{ dueAt: "asc" }, { id: "asc" }],
  });
  if (!row || row.dueAt > services.clock.now()) {
    return { events: [], next: row?.dueAt ?? null, more: false };
  }
  services.metrics.queueLag.observe(services.clock.now().getTime() - row.dueAt.getTime());
  await tx.dueEffect.delete({ where: { id: row.id } });
  const events = await carryOutRow(services, tx, row);
  return { events, next: null, more: true };
}

async function carryOutRow(
  services: Services,
  tx: Prisma.TransactionClient,
  { sessionId, kind, payload, dueAt }: DueEffect,
): Promise<SessionEvent[]> {
  if (kind !== "turn" && kind !== "wake") {
    return carryOut(services, tx, sessionId, dueAction.parse(payload));
  }
  const event = kind === "wake" ? { type: "time" } : payload;
  await takeTurn(services, tx, sessionId, { event, dueAt });
  return [];
}

async function carryOut(
  { clock }: Services,
  tx: Prisma.TransactionClient,
  sessionId: string,
  effect: DueAction,
): Promise<SessionEvent[]> {
  const now = clock.now();
  const line = { sessionId, now, turn: false };
  switch (effect.kind) {
    case "delivered":
      return moved(tx, sessionId, { deliveredSeq: effect.seq });
    case "read":
      return moved(tx, sessionId, { readSeq: effect.seq });
    case "typing":
      return [typingBy(await customerIn(tx, sessionId), effect.typing)];
    case "say": {
      const customer = await customerIn(tx, sessionId);
      const { key, text } = effect;
      const { message } = await insertMessage(transactionSql(tx), {
        ...line,
        participantId: customer.id,
        key,
        text,
      });
      return [typingBy(customer, false), { type: "message.posted", data: message }];
    }
    case "system": {
      const { message } = await insertMessage(transactionSql(tx), {
        ...line,
        participantId: null,
        key: null,
        text: effect.text,
      });
      return [{ type: "message.posted", data: message }];
    }
    case "leave": {
      const ended = await endSession(tx, sessionId, effect.reason, now);
      return ended ? [ended] : [];
    }
    case "wake":
      return [];
  }
}

function customerIn(tx: Prisma.TransactionClient, sessionId: string): Promise<Participant> {
  return tx.participant.findFirstOrThrow({ where: { sessionId, role: "customer" } });
}

async function moved(
  tx: Prisma.TransactionClient,
  sessionId: string,
  receipt: ReceiptInput,
): Promise<SessionEvent[]> {
  const customer = await customerIn(tx, sessionId);
  const event = await moveReceipt(tx, customer.id, receipt);
  return event ? [event] : [];
}

function typingBy({ name }: Participant, typing: boolean): SessionEvent {
  return {
    type: "typing.changed",
    data: {
      author: { role: "customer", name },
      typing,
      expiresInMs: typing ? customerTypingExpiresInMs : 0,
    },
  };
}
