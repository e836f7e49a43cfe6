import type { Author } from "~/conversation/events";
import type { Presence } from "~/ports/presence";

/** For one process: connections end with it, so nothing needs to expire. */
export function createInProcessPresence(): Presence {
  const sessions = new Map<string, Map<string, Author>>();
  const present = (sessionId: string): Author[] =>
    distinct(sessions.get(sessionId)?.values() ?? []);
  return {
    keep(sessionId, { role, name }, connectionId) {
      const connections = sessions.get(sessionId) ?? new Map<string, Author>();
      sessions.set(sessionId, connections.set(connectionId, { role, name }));
      return Promise.resolve();
    },
    leave(sessionId, _author, connectionId) {
      const connections = sessions.get(sessionId);
      connections?.delete(connectionId);
      if (connections?.size === 0) sessions.delete(sessionId);
      return Promise.resolve(present(sessionId));
    },
    list: (sessionIds) => Promise.resolve(new Map(sessionIds.map((id) => [id, present(id)]))),
  };
}

export function distinct(authors: Iterable<Author>): Author[] {
  return [...new Map([...authors].map((one) => [`${one.role}|${one.name}`, one])).values()];
}
