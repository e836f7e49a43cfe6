import type { Prisma } from "~/generated/prisma/client";
import { createRng } from "~/lib/rng";
import { getScenario } from "~/scenarios/catalogue.server";
import type { Services } from "~/services.server";
import { afterPace, effectRows, toCustomerEvent } from "./due-effects";
import { initialState } from "./initial-state";
import { customerState } from "./state";
import { step } from "./step";

/**
 * One step of the engine inside the caller's transaction, which holds the lock on the
 * customer's state. What the step returns replaces all that was still to come; its
 * times count from when the event fell due, so a late start catches up.
 */
export async function takeTurn(
  services: Services,
  tx: Prisma.TransactionClient,
  sessionId: string,
  { event: payload, dueAt }: { event: unknown; dueAt: Date },
): Promise<void> {
  const session = await tx.session.findUniqueOrThrow({
    where: { id: sessionId },
    include: { customerState: true },
  });
  if (session.status !== "active" || !session.customerState) return;
  const { scenarioId, scenarioVersion } = session;
  const scenario = await getScenario(services, scenarioId, scenarioVersion, tx);
  const { seed, level } = session;
  const { turn } = session.customerState;
  const before =
    turn === 0
      ? initialState(scenario, { seed, level })
      : customerState.parse(session.customerState.state);
  const event = toCustomerEvent(payload, dueAt.getTime() - session.startedAt.getTime());
  const { state, effects, report } = step(before, event, scenario, createRng(seed, turn));

  const { customerPace } = services.env;
  const replaced = customerPace === "real" ? { not: "turn" } : "wake";
  await tx.dueEffect.deleteMany({ where: { sessionId, kind: replaced } });
  await tx.dueEffect.createMany({
    data: effectRows(effects, turn, event.type, customerPace).map(({ kind, payload, delayMs }) => ({
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
}
