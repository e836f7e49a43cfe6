import { formatCursor } from "~/conversation/cursor";
import { listActions } from "~/conversation/list-actions.server";
import { requireIdempotencyKey } from "~/conversation/message-text";
import { runDueEffects } from "~/customer/run-due-effects.server";
import { takeAction } from "~/customer/take-action.server";
import { getDebrief } from "~/debrief/get-debrief.server";
import { resolution } from "~/debrief/resolution";
import { resolveSession } from "~/debrief/resolve-session.server";
import type { Services } from "~/services.server";
import { accessSession } from "~/sessions/access-session.server";
import { getSessionView } from "~/sessions/get-session-view.server";
import { listSessions } from "~/sessions/list-sessions.server";
import { startSession } from "~/sessions/start-session.server";
import { headerOf } from "./api-call.server";
import { headCursor, type Operation, sessionOperation, viewerOperation } from "./operation.server";
import * as schemas from "./schemas";
import { toApiSession } from "./session-answer.server";

/** Starting, finding, working on and ending sessions. */
export function sessionOperations(services: Services): Operation[] {
  return [
    start(services),
    list(services),
    show(services),
    act(services),
    resolve(services),
    showDebrief(services),
  ];
}

function start(services: Services): Operation {
  return viewerOperation(
    services,
    {
      method: "post",
      path: "/sessions",
      summary: "Start a session; the customer writes first",
      body: schemas.startSessionBody,
      answers: { 201: schemas.startSessionAnswer },
    },
    async ({ viewer, body, call }) => {
      const key = headerOf(call, "idempotency-key");
      const id = await startSession(services, viewer, {
        ...body,
        key: key === undefined ? undefined : requireIdempotencyKey(key),
      });
      const next = await runDueEffects(services, id);
      if (next) services.turns.wake(id, next);
      const session = await accessSession(services, viewer, id);
      return {
        status: 201,
        headers: { Location: `/api/v1/sessions/${id}` },
        body: {
          session: await toApiSession(services, session),
          cursor: headCursor(call, session, session.head),
        },
      };
    },
  );
}

function list(services: Services): Operation {
  return viewerOperation(
    services,
    {
      method: "get",
      path: "/sessions",
      summary: "The sessions that the caller may read, newest first",
      query: schemas.listSessionsQuery,
      answers: { 200: schemas.listSessionsAnswer },
    },
    async ({ viewer, query }) => {
      const { scenario, trainee, ...rest } = query;
      if (query.q) await services.limits.spend("search", viewer.id);
      const found = await listSessions(services, viewer, {
        ...rest,
        scenarioId: scenario,
        traineeId: viewer.role === "trainer" ? trainee : undefined,
      });
      const sessions = found.sessions.map((one) => ({
        id: one.id,
        scenarioId: one.scenarioId,
        scenarioVersion: one.scenarioVersion,
        title: one.scenarioTitle,
        ticketNumber: one.ticketNumber,
        subject: one.subject,
        trainee: one.traineeName,
        traineeId: one.traineeId,
        customer: one.customerName,
        level: one.level,
        seed: one.seed,
        status: one.status,
        endReason: one.endReason,
        startedAt: one.startedAt,
        endedAt: one.endedAt,
        unread: one.unread,
        score: one.score,
      }));
      return { status: 200, body: { sessions, hasMore: found.hasMore } };
    },
  );
}

function show(services: Services): Operation {
  return sessionOperation(
    services,
    {
      method: "get",
      path: "/sessions/:id",
      summary: "One session, who takes part, how far they have read, and which tools were used",
      answers: { 200: schemas.sessionAnswer },
    },
    async ({ session }) => {
      const { tools } = await getSessionView(services, session);
      return {
        status: 200,
        body: {
          session: { ...(await toApiSession(services, session)), tools },
          participants: session.participants.map(({ role, name }) => ({ role, name })),
          receipts: session.participants.map(({ role, name, deliveredSeq, readSeq }) => ({
            role,
            name,
            deliveredSeq,
            readSeq,
          })),
          actions: await listActions(services.db, session.id, session.head),
          cursor: formatCursor({ epoch: session.epoch, seq: session.head }),
        },
      };
    },
  );
}

function act(services: Services): Operation {
  return sessionOperation(
    services,
    {
      method: "post",
      path: "/sessions/:id/actions",
      summary: "Use an admin tool of the scenario",
      body: schemas.actionBody,
      idempotent: true,
      answers: { 200: schemas.actionAnswer, 201: schemas.actionAnswer },
    },
    async ({ session, body, call }) => {
      const used = await takeAction(services, session, {
        ...body,
        key: headerOf(call, "idempotency-key"),
      });
      return {
        status: used.replayed ? 200 : 201,
        body: { action: used.action, cursor: headCursor(call, session, used.head) },
      };
    },
  );
}

function resolve(services: Services): Operation {
  return sessionOperation(
    services,
    {
      method: "post",
      path: "/sessions/:id/resolution",
      summary: "Resolve the ticket; ends the session",
      body: resolution,
      idempotent: true,
      answers: { 200: schemas.resolutionAnswer, 201: schemas.resolutionAnswer },
    },
    async ({ viewer, session, body, call }) => {
      const { replayed } = await resolveSession(services, session, {
        ...body,
        key: headerOf(call, "idempotency-key"),
      });
      const ended = await accessSession(services, viewer, session.id);
      headCursor(call, ended, ended.head);
      return {
        status: replayed ? 200 : 201,
        body: {
          session: await toApiSession(services, ended),
          debriefUrl: `/sessions/${session.id}/debrief`,
        },
      };
    },
  );
}

function showDebrief(services: Services): Operation {
  return sessionOperation(
    services,
    {
      method: "get",
      path: "/sessions/:id/debrief",
      summary: "The scored result of an ended session",
      answers: { 200: schemas.debriefAnswer },
    },
    async ({ session }) => {
      const { critical, ...result } = await getDebrief(services, session);
      const body = {
        ...result,
        critical: critical.map(({ id }) => id),
        criticalFailures: critical,
      };
      return { status: 200, body };
    },
  );
}
