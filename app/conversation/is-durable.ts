import type { DurableEvent, SessionEvent } from "./events";

/** Apart from the vocabulary's schemas, whose library would come to the browser with it. */
export function isDurable(event: SessionEvent): event is DurableEvent {
  return "seq" in event.data;
}
