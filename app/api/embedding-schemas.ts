import { z } from "zod";
import { listedScenario } from "./schemas";

const seconds = z.int().meta({ description: "seconds" });
const refreshHandle = z.string().max(2_000);

/** Nothing has to be said. */
export const noBody = z.strictObject({});

export const refreshBody = z.strictObject({ refreshHandle });
export const refreshAnswer = z.object({
  accessToken: z.string(),
  tokenType: z.literal("Bearer"),
  expiresIn: seconds,
  refreshHandle: refreshHandle.meta({ description: "good once, for the next pair" }),
});

export const ticketAnswer = z.object({ ticket: z.string(), expiresIn: seconds });

const sla = z.object({ firstResponseSeconds: z.number(), resolutionSeconds: z.number() });
const ticket = z.object({
  subject: z.string(),
  channel: z.string(),
  priority: z.enum(["low", "normal", "high", "urgent"]),
  sla,
});

export const libraryAnswer = z.object({
  user: z.object({ id: z.uuid(), name: z.string(), role: z.enum(["trainee", "trainer"]) }),
  scenarios: z.array(
    listedScenario.extend({
      customerName: z.string(),
      customerRole: z.string(),
      bestScore: z.int().nullable(),
      attempts: z.int(),
      ticket,
      brief: z.string(),
    }),
  ),
});

const row = z.object({ label: z.string(), value: z.string() });

export const viewAnswer = z.object({
  view: ticket.extend({
    id: z.uuid(),
    ticketNumber: z.string(),
    scenarioId: z.string(),
    scenarioTitle: z.string(),
    level: z.int(),
    status: z.enum(["active", "ended"]),
    endReason: z.enum(["resolved", "customer_left", "abandoned"]).nullable(),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    traineeName: z.string(),
    customer: z.object({
      name: z.string(),
      role: z.string(),
      profile: z.array(row),
      device: z.array(row),
      previousTickets: z.array(
        z.object({
          number: z.string(),
          subject: z.string(),
          status: z.string(),
          date: z.string(),
        }),
      ),
    }),
    brief: z.string(),
    tools: z.array(z.object({ id: z.string(), label: z.string(), description: z.string() })),
    readOnly: z.boolean(),
    continuation: z.object({ sessionId: z.uuid().nullable(), seq: z.int() }).nullable(),
  }),
  now: z.iso.datetime().meta({ description: "the server's time" }),
});
