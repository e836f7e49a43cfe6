import { revokeAuthSession } from "~/accounts/auth-session.server";
import { accessTokenSeconds } from "~/accounts/access-token.server";
import { refreshTokens, type Tokens } from "~/accounts/refresh.server";
import { issueStreamTicket, ticketSeconds } from "~/conversation/stream/stream-ticket.server";
import { listScenarios } from "~/scenarios/catalogue.server";
import type { Services } from "~/services.server";
import { getSessionView } from "~/sessions/get-session-view.server";
import { listScenarioCards } from "~/sessions/scenario-cards.server";
import * as schemas from "./embedding-schemas";
import {
  type Operation,
  publicOperation,
  sessionOperation,
  viewerOperation,
} from "./operation.server";

/** What pages without a cookie need besides: more tokens, tickets, and what is shown around a chat. */
export function embeddingOperations(services: Services): Operation[] {
  return [refresh(services), revoke(services), library(services), view(services), ticket(services)];
}

export function toTokenAnswer({ accessToken, refreshHandle }: Tokens) {
  return { accessToken, tokenType: "Bearer", expiresIn: accessTokenSeconds, refreshHandle };
}

function refresh(services: Services): Operation {
  return publicOperation(
    services,
    {
      method: "post",
      path: "/token/refresh",
      summary: "Exchange a refresh handle, once, for the next access token and handle",
      body: schemas.refreshBody,
      answers: { 200: schemas.refreshAnswer },
    },
    async ({ body }) => ({
      status: 200,
      body: toTokenAnswer(await refreshTokens(services, body.refreshHandle)),
    }),
  );
}

function revoke(services: Services): Operation {
  return viewerOperation(
    services,
    {
      method: "post",
      path: "/token/revocation",
      summary: "Sign out: the caller's sign-in ends, its tokens and open streams with it",
      body: schemas.noBody,
      answers: { 204: null },
    },
    async ({ viewer }) => {
      await revokeAuthSession(services, viewer.authSessionId);
      return { status: 204 };
    },
  );
}

function library(services: Services): Operation {
  return viewerOperation(
    services,
    {
      method: "get",
      path: "/library",
      summary: "Who is signed in, and the scenarios as the library and their briefs show them",
      answers: { 200: schemas.libraryAnswer },
    },
    async ({ viewer }) => {
      const [cards, scenarios] = await Promise.all([
        listScenarioCards(services, viewer),
        listScenarios(services),
      ]);
      const found = cards.flatMap((card) => {
        const scenario = scenarios.find(({ id }) => id === card.id);
        return scenario ? [{ ...card, ticket: scenario.ticket, brief: scenario.brief }] : [];
      });
      const user = { id: viewer.id, name: viewer.name, role: viewer.role };
      return { status: 200, body: { user, scenarios: found } };
    },
  );
}

function view(services: Services): Operation {
  return sessionOperation(
    services,
    {
      method: "get",
      path: "/sessions/:id/view",
      summary: "What the page shows around the conversation",
      answers: { 200: schemas.viewAnswer },
    },
    async ({ session }) => {
      const body = { view: await getSessionView(services, session) };
      return { status: 200, body: { ...body, now: services.clock.now().toISOString() } };
    },
  );
}

function ticket(services: Services): Operation {
  return sessionOperation(
    services,
    {
      method: "post",
      path: "/sessions/:id/ticket",
      summary: "A ticket that opens GET events?ticket= once, for readers that can send no header",
      body: schemas.noBody,
      answers: { 201: schemas.ticketAnswer },
    },
    async ({ session }) => {
      const made = await issueStreamTicket(services, session);
      return { status: 201, body: { ticket: made, expiresIn: ticketSeconds } };
    },
  );
}
