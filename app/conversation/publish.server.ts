import type { Services } from "~/services.server";
import type { SessionEvent } from "./events";

/**
 * Tells the readers what was committed. Never throws: the event log has it already,
 * and readers repair from there whatever is lost on the way.
 */
export async function publish(
  { bus, log }: Pick<Services, "bus" | "log">,
  sessionId: string,
  events: SessionEvent[],
): Promise<void> {
  try {
    await bus.publish(events.map((event) => ({ sessionId, event })));
  } catch (error) {
    log.warn({ err: error, sessionId }, "publishing failed; readers catch up from the log");
  }
}
