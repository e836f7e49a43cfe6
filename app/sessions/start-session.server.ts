import { randomInt, randomUUID } from "node:crypto";
import type { Viewer } from "~/accounts/user";
import { AppError } from "~/errors";
import { Prisma } from "~/generated/prisma/client";
import { getCurrentScenario } from "~/scenarios/catalogue.server";
import type { Scenario } from "~/scenarios/schema";
import type { Services } from "~/services.server";

export type StartInput = {
  scenarioId: string;
  /** Pins the customer's randomness; drawn when not given. */
  seed?: number | undefined;
  level?: number | undefined;
  /** Made by the form or caller; the same key returns the session it started first. */
  key?: string | undefined;
};

const printableKey = /^[\x20-\x7e]{1,200}$/;

/**
 * Starts a session for a trainee and makes the customer's opening due; returns its id.
 * Throws forbidden (not a trainee), not_found (no such scenario), invalid_input (the key),
 * too_many_requests, idempotency_key_reused (it has started another scenario).
 */
export async function startSession(
  services: Services,
  viewer: Viewer,
  input: StartInput,
): Promise<string> {
  if (viewer.role !== "trainee") {
    throw new AppError("forbidden", "Only trainees start sessions.");
  }
  requireStartKey(input.key);
  const { db, clock, limits } = services;
  const scenario = await getCurrentScenario(services, input.scenarioId);
  await limits.spend("start", viewer.id);
  const id = randomUUID();
  try {
    await db.$transaction([
      db.session.create({ data: newSession(id, viewer, scenario, input, clock.now()) }),
      db.dueEffect.create({
        data: {
          sessionId: id,
          kind: "turn",
          payload: { type: "started" },
          dueAt: clock.now(),
        },
      }),
    ]);
  } catch (error) {
    const first = await startedBefore(services, viewer, input, error);
    if (first === null) throw error;
    return first;
  }
  return id;
}

/** Throws `invalid_input` for a key that no form or caller of ours makes. */
export function requireStartKey(key: string | undefined): void {
  if (key === undefined || printableKey.test(key)) return;
  throw new AppError("invalid_input", "The form can't be read. Reload the page.");
}

export function newTicketNumber(): string {
  return `INC-${String(randomInt(100_000, 1_000_000))}`;
}

function newSession(
  id: string,
  viewer: Viewer,
  scenario: Scenario,
  { seed, level, key }: StartInput,
  now: Date,
): Prisma.SessionUncheckedCreateInput {
  return {
    id,
    scenarioId: scenario.id,
    scenarioVersion: scenario.version,
    traineeId: viewer.id,
    seed: seed ?? randomInt(2 ** 31 - 1),
    level: level ?? scenario.difficulty,
    ticketNumber: newTicketNumber(),
    status: "active",
    startKey: key ?? null,
    startedAt: now,
    participants: {
      create: [
        { id: randomUUID(), role: "trainee", name: viewer.name, userId: viewer.id },
        { id: randomUUID(), role: "customer", name: scenario.customer.name },
      ],
    },
    // The engine fills it at its first turn.
    customerState: { create: { state: {} } },
  };
}

async function startedBefore(
  { db }: Services,
  viewer: Viewer,
  { key, scenarioId }: StartInput,
  error: unknown,
): Promise<string | null> {
  if (!isTaken(error) || key === undefined) return null;
  const row = await db.session.findUnique({
    where: { traineeId_startKey: { traineeId: viewer.id, startKey: key } },
  });
  if (row && (row.scenarioId !== scenarioId || row.continuedSeq !== null)) {
    throw new AppError("idempotency_key_reused", "This key has already started another scenario.");
  }
  return row?.id ?? null;
}

/** Another row holds this unique value already. */
export function isTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}
