import type { DueEffect, Participant, Prisma } from "~/generated/prisma/client";
import { endSession } from "~/conversation/end-session.server";
import type { SessionEvent } from "~/conversation/events";
import { insertMessage } from "~/conversation/post-message.server";
import { publish } from "~/conversation/publish.server";
import { moveReceipt, type ReceiptInput } from "~/conversation/receipts.server";
import { transactionSql } from "~/lib/sql.server";
import type { Services } from "~/services.server";
import { type DueAction, dueAction } from "./due-effects";
import { customerState } from "./state";
import { takeTurn } from "./take-turn.server";
import { rememberAsSaid, waitsUntil } from "./wording/waiting-lines.server";
import { type Wording, wordReply } from "./wording/word-reply.server";

/** Longer than the longest typing (6 s), so that a late message doesn't blink. */
const customerTypingExpiresInMs = 10_000;
/** A runaway scenario must not hold a worker for ever. */
const mostAtOnce = 500;
/** A wake-up that is later than this is after an outage; what is less late is caught up with. */
const outageMs = 60_000;

type Carried = { events: SessionEvent[]; wording: Wording | null };
type Done = Carried & { next: Date | null; more: boolean };

/**
 * Carries out everything that is due in a session, each row in a transaction of its
 * own that also deletes it: a crash loses and repeats nothing. A line that waits for its
 * words isn't waited for: what stores them wakes the session. Returns when the next row falls due, or null. Any number of callers, in any process, may run at once.
 */
export async function runDueEffects(
  services: Services,
  sessionId: string,
  /** Not where it is the last chance: what is due is then said as scripted. */
  { waitForWords = true } = {},
): Promise<Date | null> {
  for (let count = 0; count < mostAtOnce; count += 1) {
    const done = await services.db.$transaction((tx) =>
      runFirst(services, tx, { sessionId, waitForWords }),
    );
    await publish(services, sessionId, done.events);
    const { wording } = done;
    if (wording) services.background.start((signal) => wordReply(services, wording, signal));
    if (!done.more) return done.next;
  }
  services.log.error({ sessionId }, "a session has more due effects than are run at once");
  return services.clock.now();
}

async function runFirst(
  services: Services,
  tx: Prisma.TransactionClient,
  { sessionId, waitForWords }: { sessionId: string; waitForWords: boolean },
): Promise<Done> {
  // All who take turns in a session queue here; posts only take the session's own lock.
  await tx.$queryRaw`SELECT 1 FROM customer_state WHERE session_id = ${sessionId}::uuid FOR UPDATE`;
  const now = services.clock.now();
  const first = await findRow(tx, { sessionId });
  if (!first || first.dueAt > now) return nothing(first?.dueAt ?? null);
  const until = waitForWords ? waitsUntil(first, now) : null;
  const row = until ? await findOvertaking(services, tx, sessionId, now) : first;
  if (!row) return nothing(until);
  if (isAfterOutage(row, now)) {
    await tx.dueEffect.update({ where: { id: row.id }, data: { dueAt: now, payload: late } });
    return { ...nothing(null), more: true };
  }
  observeLateness(services, row, now);
  await tx.dueEffect.delete({ where: { id: row.id } });
  return { ...(await carryOutRow(services, tx, row)), next: null, more: true };
}

/**
 * Else the customer would lose patience once for each span of silence that nobody could have broken,
 * and leave, all in one moment. It looks again now, after whatever else was due.
 */
function isAfterOutage({ kind, dueAt }: DueEffect, now: Date): boolean {
  return kind === "wake" && now.getTime() - dueAt.getTime() > outageMs;
}

const late = { kind: "wake", afterOutage: true } satisfies DueAction;

function nothing(next: Date | null): Done {
  return { events: [], wording: null, next, more: false };
}

function findRow(
  tx: Prisma.TransactionClient,
  where: Prisma.DueEffectWhereInput,
): Promise<DueEffect | null> {
  return tx.dueEffect.findFirst({ where, orderBy: [{ dueAt: "asc" }, { id: "asc" }] });
}

/** While a line waits for its words what the trainee does is taken in, and the line reconsidered. */
async function findOvertaking(
  { env, voice }: Services,
  tx: Prisma.TransactionClient,
  sessionId: string,
  now: Date,
): Promise<DueEffect | null> {
  // Only a turn that knows of the waiting line may come before it.
  if (env.customerPace !== "real" || voice.patienceMs === 0) return null;
  return findRow(tx, { sessionId, kind: "turn", dueAt: { lte: now } });
}

/** What a line waits for its words is the model's doing, not the queue's. */
function observeLateness(
  { metrics }: Services,
  { kind, payload, dueAt }: DueEffect,
  now: Date,
): void {
  const late = now.getTime() - dueAt.getTime();
  const worded =
    kind === "say" && typeof payload === "object" && payload !== null && "wordUntil" in payload;
  (worded ? metrics.voiceHeldUp : metrics.queueLag).observe(late);
}

async function carryOutRow(
  services: Services,
  tx: Prisma.TransactionClient,
  { sessionId, kind, payload, dueAt }: DueEffect,
): Promise<Carried> {
  if (kind === "turn") return taken(payload);
  const action = dueAction.parse(payload);
  if (action.kind === "wake") return taken({ type: "time", afterOutage: action.afterOutage });
  return { events: await carryOut(services, tx, sessionId, action), wording: null };

  async function taken(event: unknown): Promise<Carried> {
    return { events: [], wording: await takeTurn(services, tx, sessionId, { event, dueAt }) };
  }
}

async function carryOut(
  { clock }: Services,
  tx: Prisma.TransactionClient,
  sessionId: string,
  effect: Exclude<DueAction, { kind: "wake" }>,
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
      const { key, text: scripted, worded: text = scripted } = effect;
      const { message } = await insertMessage(transactionSql(tx), {
        ...line,
        participantId: customer.id,
        key,
        text,
      });
      if (text !== scripted) await remember(tx, sessionId, scripted, text);
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
  }
}

async function remember(
  tx: Prisma.TransactionClient,
  sessionId: string,
  scripted: string,
  said: string,
): Promise<void> {
  const row = await tx.customerState.findUniqueOrThrow({ where: { sessionId } });
  const state = rememberAsSaid(customerState.parse(row.state), scripted, said);
  await tx.customerState.update({ where: { sessionId }, data: { state } });
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
