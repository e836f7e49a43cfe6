/** Where in Deskside a page without cookies is: the addresses of the pages with them. */
export type Place =
  | { at: "library" }
  | { at: "brief"; scenarioId: string }
  | { at: "debrief"; sessionId: string }
  | { at: "chat" | "details" | "resolve"; sessionId: string };

const sessionPath = /^\/sessions\/([0-9a-f-]{36})(?:\/(details|resolve|debrief))?$/i;
const briefPath = /^\/scenarios\/([a-z0-9-]+)$/;

/** Whatever else it is, is the library. */
export function placeAt(path: string): Place {
  const [, sessionId, at = "chat"] = sessionPath.exec(path) ?? [];
  if (sessionId !== undefined) return { at: at as "chat", sessionId };
  const [, scenarioId] = briefPath.exec(path) ?? [];
  return scenarioId === undefined ? { at: "library" } : { at: "brief", scenarioId };
}
