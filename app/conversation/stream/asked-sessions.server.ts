import type { Viewer } from "~/accounts/user";
import type { Services } from "~/services.server";
import { type AccessedSession, accessSessions } from "~/sessions/access-session.server";

/** A session that was asked for by id and cursor; null where the caller may not read it. */
export type AskedSession = {
  id: string;
  cursor: string | null;
  session: AccessedSession | null;
};

/** Fetches, through the viewer's permission, what they ask for: session id → cursor. */
export async function accessAsked(
  services: Services,
  viewer: Viewer,
  asked: ReadonlyMap<string, string | null>,
): Promise<AskedSession[]> {
  const found = await accessSessions(services, viewer, [...asked.keys()]);
  const byId = new Map(found.map((session) => [session.id, session]));
  return [...asked].map(([id, cursor]) => ({ id, cursor, session: byId.get(id) ?? null }));
}
