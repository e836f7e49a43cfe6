import type { Rung } from "./ladder";
import type { SessionHttp } from "../session-http";
import type { Closed, Frame } from "./transport";
import { createTransports, type TransportDeps } from "./transports";
import { closedBy, type FetchUpdates, readBody, updatesTimeoutMs } from "./updates-client";
import { isRecord } from "../wire";
import type { OpenWire } from "./wire-leader";

const api = "/api/v1";

/** The ladder's transports for several sessions at once: their cursor is the JSON of all cursors. */
export function createWireOpener(
  deps: Pick<TransportDeps, "fetch" | "openEventSource" | "csrfToken" | "clock" | "random"> & {
    http: SessionHttp;
  },
): OpenWire {
  const updates = createSharedUpdates(deps.http, deps.csrfToken);
  return (rung, places, handlers, signal) => {
    const cursor = JSON.stringify(Object.fromEntries(places));
    const reach = async (): Promise<Closed> => {
      const answer = await updates(cursor, 0);
      return answer.ok ? { status: 200, retryAfterMs: null } : answer;
    };
    const frame = ({ type, data }: Frame): void => {
      const session = isRecord(data) ? data["sessionId"] : null;
      if (!isRecord(data) || typeof session !== "string") return;
      if (type === "gone") handlers.gone(session);
      else handlers.frame(session, { type, data: data["data"] }, asText(data["id"]));
    };
    const { closed } = handlers;
    const all = createTransports({ ...deps, api, query, body, updates, reach });
    all[rung as Rung].start(cursor, { frame, closed }, signal);
  };
}

const asText = (value: unknown) => (typeof value === "string" ? value : undefined);
const cursorsIn = (all: string) => JSON.parse(all) as Record<string, string>;
const body = (all: string) => ({ sessions: cursorsIn(all) });
const query = (all: string) =>
  new URLSearchParams(
    Object.entries(cursorsIn(all)).map(([id, one]) => ["session", `${id}@${one}`]),
  );

function createSharedUpdates(http: SessionHttp, csrfToken: () => string): FetchUpdates {
  return async (cursor, wait, { signal } = {}) => {
    const init = {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRF-Token": csrfToken() },
      body: JSON.stringify({ ...body(cursor), wait, receipts: true }),
    };
    const options = { timeoutMs: updatesTimeoutMs(wait), ...(signal ? { signal } : {}) };
    const answer = await http(`${api}/updates`, init, options);
    const sessions = isRecord(answer?.body) ? answer.body["sessions"] : null;
    if (answer?.status !== 200 || !isRecord(sessions)) return { ok: false, ...closedBy(answer) };
    return { ok: true, ...readAll(sessions), head: 0, etag: null };
  };
}

/** As the stream of several sessions says it: each frame wrapped with its session and cursor. */
function readAll(sessions: Record<string, unknown>) {
  const cursors: Record<string, string> = {};
  const frames: Frame[] = [];
  const receipts: Frame[] = [];
  for (const [sessionId, said] of Object.entries(sessions)) {
    const one = readBody(said);
    const wrap = ({ type, data }: Frame) => ({ type, data: { sessionId, data } });
    if (one) {
      const { cursor, head } = one;
      cursors[sessionId] = cursor;
      frames.push(...one.frames.map(wrap));
      const beat = { type: "heartbeat", data: { sessionId, id: cursor, data: { head } } };
      receipts.push(...one.receipts.map(wrap), beat);
    } else receipts.push({ type: "gone", data: { sessionId } });
  }
  return { frames, receipts, cursor: JSON.stringify(cursors) };
}
