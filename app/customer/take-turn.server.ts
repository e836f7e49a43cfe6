import type { Prisma } from "~/generated/prisma/client";
import { createRng } from "~/lib/rng";
import { getScenario } from "~/scenarios/catalogue.server";
import type { Services } from "~/services.server";
import { afterPace, dueTurn, effectRows, toCustomerEvent } from "./due-effects";
import { initialState } from "./initial-state";
import { customerState } from "./state";
import { step } from "./step";
import { planWording } from "./wording/plan-wording.server";
import { holdBack, listUnsaid } from "./wording/waiting-lines.server";
import type { Wording } from "./wording/word-reply.server";

/**
 * One step of the engine inside the caller's transaction, which holds the lock on the
 * customer's state. What the step returns replaces all that was still to come; its
 * times count from when the event fell due, so a late start catches up. Returns the lines
 * that want words, to be got after the commit.
 */
export async function takeTurn(
  services: Services,
  tx: Prisma.TransactionClient,
  sessionId: string,
  { event: payload, dueAt }: { event: unknown; dueAt: Date },
): Promise<Wording | null> {
  const session = await tx.session.findUniqueOrThrow({
    where: { id: sessionId },
    include: { customerState: true },
  });
  if (session.status !== "active" || !session.customerState) return null;
  const { scenarioId, scenarioVersion } = session;
  const scenario = await getScenario(services, scenarioId, scenarioVersion, tx);
  const { seed, level } = session;
  const { turn } = session.customerState;
  const { customerPace } = services.env;
  const waits = services.voice.patienceMs > 0 && customerPace === "real";
  const unsaid = waits ? await listUnsaid(tx, sessionId) : [];
  const event = toCustomerEvent(payload, dueAt.getTime() - session.startedAt.getTime());
  const stored =
    turn === 0
      ? initialState(scenario, { seed, level })
      : customerState.parse(session.customerState.state);
  const before = holdBack(stored, unsaid, event.at);
  const { state, effects, report } = step(before, event, scenario, createRng(seed, turn));
  const planned = effectRows(effects, turn, event.type, customerPace);
  const { rows, wording } =
    event.type === "started"
      ? { rows: planned, wording: null }
      : planWording(services, session.customerState, scenario, { state, rows: planned, unsaid });

  const replaced = customerPace === "real" ? { not: "turn" } : "wake";
  await tx.dueEffect.deleteMany({ where: { sessionId, kind: replaced } });
  await tx.dueEffect.createMany({
    data: rows.map(({ kind, payload, delayMs }) => ({
      sessionId,
      kind,
      payload,
      dueAt: new Date(dueAt.getTime() + delayMs),
    })),
  });
  await tx.customerState.update({
    where: { sessionId },
    data: { state: afterPace(state, customerPace), turn: turn + 1 },
  });
  await tx.customerTurn.create({
    data: { sessionId, turn, event: dueTurn.parse(payload), atMs: event.at, pace: customerPace },
  });
  if (event.type === "message" && !report.matched) {
    await tx.missedUtterance.create({
      data: {
        sessionId,
        seq: event.seq,
        scenarioId: scenario.id,
        text: event.text,
        createdAt: services.clock.now(),
      },
    });
  }
  return wording;
}
