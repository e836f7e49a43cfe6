import { expect } from "vitest";
import type { SessionEvent } from "~/conversation/events";
import { isDurable } from "~/conversation/is-durable";
import { getSnapshot } from "~/conversation/snapshot.server";
import { applyEvent, type Transcript } from "~/conversation/transcript";
import type { Services } from "~/services.server";
import { accessSession } from "~/sessions/access-session.server";
import type { Viewer } from "~/accounts/user";

/**
 * The law: snapshot before + events = fresh snapshot. Runs `change`, folds every event
 * that was published for the session meanwhile into the snapshot taken before, and
 * compares with one taken afterwards. Use it around every write to a session.
 * Returns what `change` returned and the events.
 */
export async function expectLaw<T>(
  services: Services,
  viewer: Viewer,
  sessionId: string,
  change: () => Promise<T>,
): Promise<{ result: T; events: SessionEvent[] }> {
  const snapshot = async (): Promise<Transcript> =>
    (await getSnapshot(services, await accessSession(services, viewer, sessionId))).transcript;
  const before = await snapshot();
  const events: SessionEvent[] = [];
  const undo = services.bus.subscribe((published) => {
    if (published.sessionId === sessionId) events.push(published.event);
  });
  const result = await change();
  undo();
  expect(lasting(inOrder(events).reduce(applyEvent, before))).toEqual(lasting(await snapshot()));
  return { result, events };
}

/** As a stream delivers them: what was written at the same moment may be published in any order. */
function inOrder(events: SessionEvent[]): SessionEvent[] {
  const durable = events.filter(isDurable).sort((a, b) => a.data.seq - b.data.seq);
  return events.map((event) => (isDurable(event) ? (durable.shift() ?? event) : event));
}

/** Typing and presence pass by themselves, so a fresh snapshot needn't show them. */
function lasting({ typing: _typing, present: _present, ...rest }: Transcript): object {
  return rest;
}
