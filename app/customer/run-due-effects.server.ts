import type { DueEffect, Prisma } from "~/generated/prisma/client";
import { endSession } from "~/conversation/end-session.server";
import type { SessionEvent } from "~/conversation/events";
import { insertMessage } from "~/conversation/post-message.server";
import { publish } from "~/conversation/publish.server";
import { moveReceipt } from "~/conversation/receipts.server";
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
  const customer = await tx.participant.findFirstOrThrow({
    where: { sessionId, role: "customer" },
  });
  const now = clock.now();
  switch (effect.kind) {
    case "delivered":
    case "read": {
      const receipt =
        effect.kind === "read" ? { readSeq: effect.seq } : { deliveredSeq: effect.seq };
      const moved = await moveReceipt(tx, customer.id, receipt);
      return moved ? [moved] : [];
    }
    case "typing": {
      const author = { role: "customer" as const, name: customer.name };
      const expiresInMs = effect.typing ? customerTypingExpiresInMs : 0;
      return [{ type: "typing.changed", data: { author, typing: effect.typing, expiresInMs } }];
    }
    case "say":
    case "system": {
      const { message } = await insertMessage(tx, {
        sessionId,
        participantId: effect.kind === "say" ? customer.id : null,
        key: effect.kind === "say" ? effect.key : null,
        text: effect.text,
        now,
        turn: false,
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
