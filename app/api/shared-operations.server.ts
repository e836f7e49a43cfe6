import { accessAsked } from "~/conversation/stream/asked-sessions.server";
import { openSharedStream } from "~/conversation/stream/event-stream.server";
import { waitForSharedUpdates } from "~/conversation/stream/updates.server";
import type { Services } from "~/services.server";
import { type Operation, viewerOperation } from "./operation.server";
import * as schemas from "./schemas";
import { admitStream, goneSignal, refuseWhenBusy, waitMsOf } from "./stream-door.server";

/** One wire for all sessions that are open in one browser (docs/decisions/011-one-stream-per-browser.md). */
export function sharedOperations(services: Services): Operation[] {
  return [streamByGet(services), streamByPost(services), updates(services)];
}

function streamByGet(services: Services): Operation {
  return viewerOperation(
    services,
    {
      method: "get",
      path: "/events",
      summary: "One event stream for several sessions; each session as <id>@<cursor>",
      query: schemas.sharedStreamQuery,
      answers: { 200: null },
    },
    async ({ viewer, query, call }) => {
      const asked = await accessAsked(services, viewer, new Map(query.session.map(readPlace)));
      return admitStream(services, viewer, call, () => {
        openSharedStream(services, viewer, call.res, asked);
      });
    },
  );
}

/** `<id>@<cursor>`; the cursor may be missing. */
function readPlace(text: string): [string, string | null] {
  const [, id = "", cursor = null] = /^([^@]*)@?(.*)$/s.exec(text) ?? [];
  return [id.toLowerCase(), cursor];
}

function streamByPost(services: Services): Operation {
  return viewerOperation(
    services,
    {
      method: "post",
      path: "/events",
      summary: "The same stream, for middleboxes that hold back GET",
      body: schemas.sharedStreamBody,
      answers: { 200: null },
    },
    async ({ viewer, body, call }) => {
      const asked = await accessAsked(services, viewer, body.sessions);
      return admitStream(services, viewer, call, () => {
        openSharedStream(services, viewer, call.res, asked);
      });
    },
  );
}

function updates(services: Services): Operation {
  return viewerOperation(
    services,
    {
      method: "post",
      path: "/updates",
      summary: "Long poll for several sessions: answered as soon as any of them has news",
      body: schemas.sharedUpdatesBody,
      answers: { 200: schemas.sharedUpdatesAnswer },
    },
    async ({ viewer, body, call }) => {
      const asked = await accessAsked(services, viewer, body.sessions);
      refuseWhenBusy(services);
      const sessions = await waitForSharedUpdates(services, asked, {
        waitMs: waitMsOf(body.wait),
        receipts: body.receipts,
        signal: goneSignal(call),
      });
      return { status: 200, body: { sessions } };
    },
  );
}
