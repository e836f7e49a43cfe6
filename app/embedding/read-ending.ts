import { browserClock } from "~/conversation/browser-clock";
import { createSessionHttp, type Fetch } from "~/conversation/session-http";
import { isRecord } from "~/conversation/wire";
import type { Ending } from "./parent-messages";

/** How a session ended, by the API; null when it can't be had. */
export async function readEnding(fetch: Fetch, sessionId: string): Promise<Ending | null> {
  const http = createSessionHttp({ fetch, clock: browserClock, heard: () => undefined });
  const api = `/api/v1/sessions/${sessionId}`;
  const [shown, scored] = await Promise.all([http(api), http(`${api}/debrief`)]);
  const session = isRecord(shown?.body) ? shown.body["session"] : undefined;
  const debrief = scored?.status === 200 ? scored.body : undefined;
  if (!isRecord(session) || !isRecord(debrief)) return null;
  const { scenarioId, endReason } = session;
  const { outcome, score } = debrief;
  if (typeof scenarioId !== "string" || typeof outcome !== "string") return null;
  if (typeof score !== "number") return null;
  return { sessionId, scenarioId, endReason: endReason as string | null, outcome, score };
}
