import { z } from "zod";
import { authorRole, author, message, sessionStatus, action } from "~/conversation/events";
import { errorCodes } from "~/errors";
import { debrief } from "~/debrief/debrief";
import { arrival } from "~/diagnosis/arrival";

/** The shapes of the HTTP API: they validate the requests and make the OpenAPI document. */

const largestSeq = 2_147_483_647;
const clamp = (seq: number): number => Math.min(seq, largestSeq);
/** Digits alone: `1e2`, `0x10` and ` 7` are numbers to JavaScript, not to a caller. */
const wholeNumber = z
  .string()
  .regex(/^\d{1,15}$/, "a whole number")
  .transform(Number);
const seqNumber = wholeNumber.pipe(z.int().nonnegative());
export const limit = wholeNumber.pipe(z.int().min(1).max(100));
/** PostgreSQL's JSON holds every character but NUL; a lone surrogate is none. */
const storable = z
  .string()
  .refine((text) => text.isWellFormed() && !text.includes("\0"), "holds what is no character");

export const cursor = z.string().meta({ description: "`<epoch>:<seq>`" });
export const sessionParams = z.object({ id: z.string() });

export const tokenBody = z.strictObject({
  email: z.string().trim().toLowerCase().max(254),
  password: z.string().max(1_000),
  refreshable: z
    .boolean()
    .optional()
    .meta({ description: "true asks for a refreshHandle as well, and a sign-in of twelve hours" }),
});
export const tokenAnswer = z.object({
  accessToken: z.string(),
  tokenType: z.literal("Bearer"),
  expiresIn: z.int().meta({ description: "seconds" }),
  refreshHandle: z.string().optional(),
});

export const listedScenario = z.object({
  id: z.string(),
  version: z.int(),
  title: z.string(),
  summary: z.string(),
  difficulty: z.int().min(1).max(3),
  skills: z.array(z.string()),
});
export const scenariosAnswer = z.object({ scenarios: z.array(listedScenario) });

export const session = z.object({
  id: z.uuid(),
  scenarioId: z.string(),
  scenarioVersion: z.int(),
  title: z.string(),
  ticketNumber: z.string(),
  subject: z.string(),
  trainee: z.string(),
  traineeId: z.uuid(),
  customer: z.string(),
  level: z.int(),
  seed: z.int(),
  status: sessionStatus,
  endReason: z.enum(["resolved", "customer_left", "abandoned"]).nullable(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
});

export const startSessionBody = z.strictObject({
  scenarioId: z.string(),
  seed: z.int().min(0).max(2_147_483_647).optional(),
  level: z.int().min(1).max(3).optional(),
});
export const startSessionAnswer = z.object({ session, cursor });

export const listSessionsQuery = z.object({
  status: sessionStatus.optional(),
  scenario: z.string().optional(),
  q: z.string().max(200).optional(),
  trainee: z.string().optional(),
  before: z.uuid().optional().meta({ description: "a session's id; older ones follow" }),
  limit: limit.default(40),
});
export const listSessionsAnswer = z.object({
  sessions: z.array(session.extend({ unread: z.int(), score: z.int().nullable() })),
  hasMore: z.boolean(),
});

const receipts = z.array(
  z.object({ role: authorRole, name: z.string(), deliveredSeq: z.int(), readSeq: z.int() }),
);

export const sessionAnswer = z.object({
  session: session.extend({
    tools: z.array(z.object({ id: z.string(), label: z.string(), description: z.string() })),
  }),
  participants: z.array(author),
  receipts,
  actions: z.array(action),
  cursor,
});

export const listMessagesQuery = z.object({
  before: seqNumber.optional(),
  after: seqNumber.optional(),
  limit: limit.default(40),
  q: z.string().max(200).optional(),
  author: authorRole.optional(),
});
export const listMessagesAnswer = z.object({
  messages: z.array(message),
  hasMore: z.boolean(),
  cursor,
});

export const postMessageBody = z.strictObject({ text: z.string() });
export const postMessageAnswer = z.object({ message, cursor, replayed: z.boolean() });

export const streamQuery = z.object({
  cursor: z.string().optional(),
  ticket: z.string().optional().meta({ description: "in the place of a token; good once" }),
});
export const streamBody = z.object({ cursor: z.string().nullish() });

const waitSeconds = z
  .string()
  .regex(/^\d{1,15}(\.\d{1,15})?$/, "a number of seconds")
  .transform(Number)
  .pipe(z.number().nonnegative())
  .default(0)
  .meta({ description: "seconds; above 25 counts as 25" });
export const updatesQuery = z.object({
  cursor: z.string().optional(),
  wait: waitSeconds,
  receipts: z.literal("1").optional().meta({ description: "1 asks for receipts in the answer" }),
});
export const updatesAnswer = z.union([
  z.object({
    events: z.array(z.object({ id: z.string().optional(), type: z.string(), data: z.unknown() })),
    cursor,
    head: z.int(),
    receipts: receipts.optional(),
  }),
  z.object({ reset: z.object({ reason: z.string() }), cursor, head: z.int() }),
]);

/** More than anyone has open; each costs as much as a stream of its own when it opens. */
const mostShared = 20;
const sessionId = z.string().max(100).toLowerCase();
const askedSessions = z
  .record(sessionId, z.string().nullable())
  .meta({ description: "session id → cursor, empty or null for the head; 1 to 20 sessions" })
  .transform((sessions) => new Map(Object.entries(sessions)))
  .refine(({ size }) => size >= 1 && size <= mostShared, "1 to 20 sessions");
export const sharedStreamQuery = z.object({
  session: z
    .array(z.string().max(300))
    .min(1)
    .max(mostShared)
    .meta({ description: "<session id>@<cursor>, once for each session" }),
});
export const sharedStreamBody = z.object({ sessions: askedSessions });
export const sharedUpdatesBody = z.object({
  sessions: askedSessions,
  wait: z.number().nonnegative().default(0).meta({ description: "seconds; above 25 counts as 25" }),
  receipts: z.boolean().default(false).meta({ description: "asks for receipts in the answer" }),
});
export const sharedUpdatesAnswer = z.object({
  sessions: z.record(z.string(), z.union([updatesAnswer, z.object({ status: z.literal(404) })])),
});

export const typingBody = z.strictObject({ typing: z.boolean() });
export const receiptsBody = z.strictObject({
  deliveredSeq: z.int().nonnegative().transform(clamp).optional(),
  readSeq: z.int().nonnegative().transform(clamp).optional(),
});

export const actionBody = z.strictObject({
  tool: z.string(),
  args: z.record(storable, storable).optional(),
});
export const actionAnswer = z.object({ action, cursor });

export const resolutionAnswer = z.object({ session, debriefUrl: z.string() });

export const debriefAnswer = debrief.extend({
  critical: z.array(z.string()).meta({ description: "ids of the critical failures" }),
  criticalFailures: debrief.shape.critical,
});

const mostTicks = 20;
export const testStreamQuery = z.object({
  ticks: wholeNumber.pipe(z.int().min(1).max(mostTicks)).optional(),
});
export const testStreamBody = z.strictObject({
  ticks: z.int().min(1).max(mostTicks).optional(),
});
export const testWaitQuery = z.object({ seconds: waitSeconds });
export const testWaitAnswer = z.object({
  waitedMs: z.int(),
  serverTime: z.iso.datetime(),
});
export const arrivalAnswer = z.object({ arrival, serverTime: z.iso.datetime() });

export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.enum(errorCodes),
  requestId: z.string(),
});
