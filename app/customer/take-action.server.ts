import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { appendEvent } from "~/conversation/event-log.server";
import type { Action } from "~/conversation/events";
import { requireIdempotencyKey } from "~/conversation/message-text";
import { publish } from "~/conversation/publish.server";
import { AppError } from "~/errors";
import type { Prisma } from "~/generated/prisma/client";
import { getScenario } from "~/scenarios/catalogue.server";
import type { Services } from "~/services.server";
import { type AccessedSession, requireWriter } from "~/sessions/access-session.server";
import { runDueEffects } from "./run-due-effects.server";

export type ToolInput = { key: unknown; tool: string; args?: Record<string, string> | undefined };
export type TakenAction = { action: Action; head: number; replayed: boolean };

/**
 * The trainee uses an admin tool: the action and the customer's turn in one
 * transaction, then the turn is taken, so that the tool's result is in the log when
 * this returns. Throws read_only, unknown_tool, session_ended,
 * idempotency_key_missing, idempotency_key_reused.
 */
export async function takeAction(
  services: Services,
  session: AccessedSession,
  input: ToolInput,
): Promise<TakenAction> {
  const participant = requireWriter(session);
  const key = requireIdempotencyKey(input.key);
  const scenario = await getScenario(services, session.scenarioId, session.scenarioVersion);
  const tool = scenario.tools.find((one) => one.id === input.tool);
  if (!tool) throw new AppError("unknown_tool");
  await services.limits.spend("action", session.id);
  const used = await services.db.$transaction((tx) =>
    recordAction(tx, session, {
      participantId: participant.id,
      by: participant.name,
      key,
      tool: tool.id,
      label: tool.label,
      args: input.args ?? {},
      now: services.clock.now(),
    }),
  );
  // Of a repeat, too: who stored it was perhaps stopped before it told anyone.
  await publish(services, session.id, [{ type: "action.taken", data: used.action }]);
  const next = await runDueEffects(services, session.id);
  // With nothing left to do the customer has gone, and what is woken scores the session.
  services.turns.wake(session.id, next ?? services.clock.now());
  const { headSeq } = await services.db.session.findUniqueOrThrow({ where: { id: session.id } });
  return { ...used, head: headSeq };
}

type NewAction = {
  participantId: string;
  by: string;
  key: string;
  tool: string;
  label: string;
  args: Record<string, string>;
  now: Date;
};

async function recordAction(
  tx: Prisma.TransactionClient,
  { id: sessionId }: AccessedSession,
  { participantId, by, key, tool, label, args, now }: NewAction,
): Promise<{ action: Action; replayed: boolean }> {
  const locked = await tx.$queryRaw<{ status: string }[]>`
    SELECT status FROM session WHERE id = ${sessionId}::uuid FOR UPDATE`;
  const where = { sessionId, participantId, idempotencyKey: key };
  const first = await tx.action.findUnique({
    where: { sessionId_participantId_idempotencyKey: where },
  });
  if (first) {
    const { seq, at } = first;
    const action = {
      seq,
      tool: first.tool,
      label: first.label,
      by: first.by,
      at: at.toISOString(),
    };
    if (first.tool === tool && isDeepStrictEqual(first.args, args))
      return { action, replayed: true };
    const detail = "This key has already used a tool, or the same one on something else.";
    throw new AppError("idempotency_key_reused", detail, { action });
  }
  if (locked[0]?.status !== "active") throw new AppError("session_ended");
  const data = { tool, label, by, at: now.toISOString() };
  const event = await appendEvent(tx, sessionId, { type: "action.taken", data }, now);
  const { seq } = event.data;
  await tx.action.create({
    data: { id: randomUUID(), ...where, seq, tool, args, label, by, at: now },
  });
  await tx.dueEffect.create({
    data: { sessionId, kind: "turn", payload: { type: "tool", seq, tool, args }, dueAt: now },
  });
  return { action: { seq, ...data }, replayed: false };
}
