import { type Ending, tell } from "./parent-messages";

type Ask = (url: string, init: RequestInit) => Promise<Response>;

const told = new Set<string>();

/** Tells once a page that a session has ended, and how; `ask` is an authorized fetch. */
export async function tellEnding(
  origins: readonly string[],
  sessionId: string,
  ask: Ask,
): Promise<void> {
  if (told.has(sessionId)) return;
  told.add(sessionId);
  try {
    const ending = await readEnding(sessionId, ask);
    tell(origins, { subject: "deskside.sessionEnded", version: 1, ...ending });
  } catch {
    // The network, or a score that isn't there yet: the debrief's page tries again.
    told.delete(sessionId);
  }
}

/** Rejects when it can't be had. */
async function readEnding(sessionId: string, ask: Ask): Promise<Ending> {
  const api = `/api/v1/sessions/${sessionId}`;
  const get = async (url: string): Promise<unknown> => {
    const answer = await ask(url, { cache: "no-store" });
    if (!answer.ok) throw new Error(`${String(answer.status)} from ${url}`);
    return answer.json();
  };
  const [shown, scored] = await Promise.all([get(api), get(`${api}/debrief`)]);
  const { scenarioId, endReason } = (shown as { session: Ending }).session;
  const { outcome, score } = scored as Ending;
  return { sessionId, scenarioId, endReason, outcome, score };
}
