import { listMessages } from "~/conversation/list-messages.server";
import { openEventStream } from "~/conversation/stream/event-stream.server";
import { postMessage } from "~/conversation/post-message.server";
import { noteReceipts } from "~/conversation/receipts.server";
import { noteTyping } from "~/conversation/typing.server";
import { waitForUpdates } from "~/conversation/stream/updates.server";
import { interruptCustomer } from "~/customer/interrupt.server";
import type { Services } from "~/services.server";
import type { AccessedSession } from "~/sessions/access-session.server";
import { type Answer, type ApiCall, hasAlready, headerOf } from "./api-call.server";
import { headCursor, type Operation, sessionOperation, writeOperation } from "./operation.server";
import * as schemas from "./schemas";
import { admitStream, goneSignal, refuseWhenBusy, waitMsOf } from "./stream-door.server";

/** Messages, events and the signs of life around them. */
export function conversationOperations(services: Services): Operation[] {
  return [
    list(services),
    post(services),
    streamByGet(services),
    streamByPost(services),
    updates(services),
    typing(services),
    receipts(services),
  ];
}

const messagesPath = "/sessions/:id/messages";
const eventsPath = "/sessions/:id/events";

function list(services: Services): Operation {
  return sessionOperation(
    services,
    {
      method: "get",
      path: messagesPath,
      summary: "One page of messages, ascending; the newest without before and after",
      query: schemas.listMessagesQuery,
      answers: { 200: schemas.listMessagesAnswer },
    },
    async ({ session, query, viewer, call }) => {
      if (query.q) await services.limits.spend("search", viewer.id);
      const upTo = session.head;
      const page = await listMessages(services.db, session.id, { ...query, upTo });
      return { status: 200, body: { ...page, cursor: headCursor(call, session, upTo) } };
    },
  );
}

function post(services: Services): Operation {
  return writeOperation(
    services,
    {
      method: "post",
      path: messagesPath,
      summary: "Post a message; the same key and text again returns the first",
      body: schemas.postMessageBody,
      idempotent: true,
      answers: { 200: schemas.postMessageAnswer, 201: schemas.postMessageAnswer },
    },
    async ({ session, body, call }) => {
      const { message, head, epoch, replayed } = await postMessage(services, session, {
        key: headerOf(call, "idempotency-key"),
        text: body.text,
      });
      const cursor = headCursor(call, { epoch }, head);
      return { status: replayed ? 200 : 201, body: { message, cursor, replayed } };
    },
  );
}

function streamByGet(services: Services): Operation {
  return sessionOperation(
    services,
    {
      method: "get",
      path: eventsPath,
      summary: "The event stream; resume with Last-Event-ID or ?cursor=",
      query: schemas.streamQuery,
      byTicket: true,
      answers: { 200: null },
    },
    ({ session, query, call }) => stream(services, session, call, query.cursor),
  );
}

function streamByPost(services: Services): Operation {
  return sessionOperation(
    services,
    {
      method: "post",
      path: eventsPath,
      summary: "The same stream, for middleboxes that hold back GET",
      body: schemas.streamBody,
      answers: { 200: null },
    },
    ({ session, body, call }) => stream(services, session, call, body.cursor),
  );
}

async function stream(
  services: Services,
  session: AccessedSession,
  call: ApiCall,
  cursor: string | null | undefined,
): Promise<Answer | null> {
  return admitStream(services, session.viewer, call, () => {
    openEventStream(services, session, call.res, headerOf(call, "last-event-id") || cursor);
  });
}

function updates(services: Services): Operation {
  return sessionOperation(
    services,
    {
      method: "get",
      path: "/sessions/:id/updates",
      summary: "Long poll: what came after the cursor, or the next thing to happen",
      query: schemas.updatesQuery,
      answers: { 200: schemas.updatesAnswer, 304: null },
    },
    async ({ session, query, call }) => {
      refuseWhenBusy(services);
      const body = await waitForUpdates(services, session, {
        cursor: query.cursor,
        waitMs: call.method === "HEAD" ? 0 : waitMsOf(query.wait),
        receipts: query.receipts === "1",
        signal: goneSignal(call),
      });
      call.head = body.head;
      const etag = etagOf(body);
      const isNews = "reset" in body || body.events.length > 0;
      if (!isNews && hasAlready(call, etag)) {
        return { status: 304, headers: { ETag: etag } };
      }
      return { status: 200, headers: { ETag: etag }, body };
    },
  );
}

/** Receipts change without a new cursor; they only ever grow. */
function etagOf(body: Awaited<ReturnType<typeof waitForUpdates>>): string {
  const receipts = ("receipts" in body && body.receipts) || [];
  const marks = receipts.map(({ deliveredSeq, readSeq }) => `;${deliveredSeq}.${readSeq}`);
  return `"${body.cursor}${marks.join("")}"`;
}

function typing(services: Services): Operation {
  return sessionOperation(
    services,
    {
      method: "post",
      path: "/sessions/:id/typing",
      summary: "Say that the trainee types, or has stopped",
      body: schemas.typingBody,
      answers: { 204: null },
    },
    async ({ session, body }) => {
      await noteTyping(services, session, body.typing);
      if (body.typing) await interruptCustomer(services, session);
      return { status: 204 };
    },
  );
}

function receipts(services: Services): Operation {
  return sessionOperation(
    services,
    {
      method: "post",
      path: "/sessions/:id/receipts",
      summary: "Move the caller's delivered and read cursors forward",
      body: schemas.receiptsBody,
      answers: { 204: null },
    },
    async ({ session, body }) => {
      await noteReceipts(services, session, body);
      return { status: 204 };
    },
  );
}
